// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/utterance.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace holdline::speech {

namespace {
// A line that stutters is less late than this.
constexpr auto kMostLag = 1s;
} // namespace

void Utterance::add(const audio::Pcm &pcm, Instant now)
{
    m_sound->add(pcm);
    // Sound that came early gives no credit. Otherwise a burst would buy a recogniser that idles
    // afterwards.
    m_lag = std::max(lag(now) - audio::durationOf(pcm.size(), audio::kSpeechRate), 0us);
    m_lagAt = now;
}

void Utterance::close()
{
    m_isOver = true;
    m_sound->close();
}

Utterance::Claim Utterance::claim() const
{
    if (m_isOver)
        return Claim::Full;
    if (m_isSuspended)
        return Claim::None;
    if (!m_hasLost)
        return Claim::Full;
    return m_heardInVain <= samples() ? Claim::Spare : Claim::None;
}

HearingPtr Utterance::lend(Instant now)
{
    m_isGuest = claim() == Claim::Spare;
    m_lag = 0us;
    m_lagAt = now;
    m_hearing = std::make_shared<Hearing>(m_sound);
    return m_hearing;
}

void Utterance::takeBack(bool patient)
{
    m_hearing->cancel();
    m_heardInVain += std::exchange(m_hearing, nullptr)->heard;
    m_hasLost = m_hasLost || !patient;
}

bool Utterance::isLagging(Instant now) const
{
    return !m_isOver && m_hearing->heard == samples() && lag(now) > kMostLag;
}

bool Utterance::isNews(std::size_t heard)
{
    return heard >= std::exchange(m_told, std::max(m_told, heard));
}

std::chrono::microseconds Utterance::lag(Instant now) const
{
    return m_lag + std::chrono::duration_cast<std::chrono::microseconds>(now - m_lagAt);
}

} // namespace holdline::speech
