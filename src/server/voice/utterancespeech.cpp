// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/utterancespeech.h"

#include <algorithm>

namespace holdline::server {

namespace {
// Memory is freed in steps: freeing moves the rest to the front, which would otherwise happen four
// times a second.
constexpr quint64 kFreedAtOnce = audio::samplesIn(std::chrono::seconds(2), audio::kDeviceRate);
} // namespace

UtteranceSpeech::UtteranceSpeech(quint32 utterance, quint64 played, quint64 numbered)
    : m_utterance(utterance)
    , m_begin(played)
    , m_played(played)
    , m_numbered(std::max(played, numbered))
    , m_sent(m_numbered)
    , m_stored(played)
    , m_made(played)
{
}

void UtteranceSpeech::add(audio::PcmView pcm)
{
    m_pcm.insert(m_pcm.end(), pcm.begin(), pcm.end());
    m_made += pcm.size();
}

UtteranceSpeech::Piece UtteranceSpeech::unnumbered(std::size_t limit) const
{
    return between(m_numbered, std::min<quint64>(m_stored, m_numbered + limit));
}

void UtteranceSpeech::setPlayed(quint64 position)
{
    m_played = std::clamp(position, m_played, m_sent);
    m_numbered = std::max(m_numbered, m_played);
    const quint64 free = m_played - m_begin;
    if (free < kFreedAtOnce)
        return;
    m_pcm.erase(m_pcm.begin(), m_pcm.begin() + static_cast<std::ptrdiff_t>(free));
    m_begin = m_played;
}

Duration UtteranceSpeech::unplayed() const
{
    return Duration((m_made - m_played) * 1000 / audio::kDeviceRate);
}

UtteranceSpeech::Piece UtteranceSpeech::between(quint64 from, quint64 to) const
{
    return {from, audio::PcmView(m_pcm).subspan(from - m_begin, to - from)};
}

} // namespace holdline::server
