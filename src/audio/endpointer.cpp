// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/endpointer.h"

#include <algorithm>
#include <utility>

namespace holdline::audio {

namespace {
constexpr std::chrono::milliseconds kFrame{10};
constexpr std::size_t kVotes = 8;
constexpr auto kVotesToStart = 5;
} // namespace

Endpointer::Endpointer(Settings settings) : m_settings(settings) { }

Endpointer::Step Endpointer::push(PcmView frame, bool voiced)
{
    return m_inTurn ? pushInTurn(voiced) : pushInSilence(frame, voiced);
}

Endpointer::Step Endpointer::pushInTurn(bool voiced)
{
    m_turnLength += kFrame;
    m_silence = voiced ? std::chrono::milliseconds{} : m_silence + kFrame;
    if (m_silence < m_settings.pause && m_turnLength < m_settings.longestTurn)
        return TurnContinued{};
    reset();
    return TurnEnded{};
}

Endpointer::Step Endpointer::pushInSilence(PcmView frame, bool voiced)
{
    remember(frame, voiced);
    if (std::count(m_recent.begin(), m_recent.end(), true) < kVotesToStart)
        return Silence{};
    m_inTurn = true;
    m_turnLength = std::chrono::duration_cast<std::chrono::milliseconds>(
        durationOf(m_preRoll.size(), kSpeechRate));
    m_silence = {};
    m_recent.clear();
    return TurnStarted{std::exchange(m_preRoll, {})};
}

void Endpointer::remember(PcmView frame, bool voiced)
{
    m_recent.push_back(voiced);
    if (m_recent.size() > kVotes)
        m_recent.pop_front();
    m_preRoll.insert(m_preRoll.end(), frame.begin(), frame.end());
    const std::size_t kept = samplesIn(m_settings.preRoll, kSpeechRate) + frame.size();
    if (m_preRoll.size() > kept)
        m_preRoll.erase(m_preRoll.begin(), m_preRoll.end() - static_cast<std::ptrdiff_t>(kept));
}

void Endpointer::reset()
{
    m_inTurn = false;
    m_recent.clear();
    m_preRoll.clear();
    m_turnLength = {};
    m_silence = {};
}

} // namespace holdline::audio
