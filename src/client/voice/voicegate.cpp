// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/voicegate.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

namespace {

constexpr Duration kFrameDuration{10};
constexpr auto kFramesBefore = static_cast<std::size_t>(VoiceGate::kBefore / kFrameDuration);
// A click lasts one or two frames; the shortest word lasts longer.
constexpr std::size_t kRecent = 5;
constexpr std::ptrdiff_t kVotes = 3;

} // namespace

std::vector<CaptureFrame> VoiceGate::push(CaptureFrame frame, bool voiced, bool everything)
{
    m_sinceVoice = isVoice(voiced) ? Duration(0) : std::min(m_sinceVoice + kFrameDuration, kAfter);
    m_before.push_back(std::move(frame));
    if (everything || isOpen())
        return takeBefore();
    if (m_before.size() > kFramesBefore)
        m_before.pop_front();
    return {};
}

void VoiceGate::reset()
{
    m_before.clear();
    m_recent.clear();
    m_sinceVoice = kAfter;
}

bool VoiceGate::isVoice(bool voiced)
{
    m_recent.push_back(voiced);
    if (m_recent.size() > kRecent)
        m_recent.pop_front();
    return voiced && (isOpen() || std::ranges::count(m_recent, true) >= kVotes);
}

std::vector<CaptureFrame> VoiceGate::takeBefore()
{
    std::vector<CaptureFrame> taken(std::make_move_iterator(m_before.begin()),
                                    std::make_move_iterator(m_before.end()));
    m_before.clear();
    return taken;
}

} // namespace holdline::client
