// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakesoundcard.h"

#include <algorithm>
#include <utility>

namespace holdline::testing {

FakeSoundCard::FakeSoundCard() = default;

FakeSoundCard::~FakeSoundCard() = default;

QList<audio::Device> FakeSoundCard::devices(Direction direction) const
{
    return m_endpoints.at(direction).present;
}

void FakeSoundCard::prefer(Direction direction, const audio::Device &device)
{
    m_endpoints.at(direction).preferred = device;
}

audio::EndpointStatus FakeSoundCard::status(Direction direction) const
{
    return m_endpoints.at(direction).status;
}

void FakeSoundCard::openMicrophone()
{
    m_microphoneWanted = true;
    const auto &present = devices(Direction::Input);
    if (present.isEmpty())
        setStatus(Direction::Input, State::Missing);
    else
        setStatus(Direction::Input, State::Open, present.first());
}

void FakeSoundCard::closeMicrophone()
{
    m_microphoneWanted = false;
    setStatus(Direction::Input, State::Closed);
}

void FakeSoundCard::play(const audio::Pcm &pcm)
{
    m_pending.insert(m_pending.end(), pcm.begin(), pcm.end());
    if (!m_playing && !m_pending.empty() && m_startsByItself)
        startPlayback();
}

void FakeSoundCard::stopPlayback()
{
    m_pending.clear();
    ++m_stops;
    if (m_playing)
        finishPlayback();
}

void FakeSoundCard::hear(const audio::Pcm &block)
{
    if (status(Direction::Input).state == State::Open)
        Q_EMIT captured(block);
}

void FakeSoundCard::startPlayback()
{
    m_playing = true;
    m_playedSamples = 0;
    Q_EMIT playbackStarted();
}

void FakeSoundCard::advancePlayback(std::size_t samples)
{
    const auto count = std::min(samples, m_pending.size());
    const auto end = m_pending.begin() + static_cast<std::ptrdiff_t>(count);
    m_played.insert(m_played.end(), m_pending.begin(), end);
    m_pending.erase(m_pending.begin(), end);
    m_playedSamples += static_cast<qint64>(count);
}

void FakeSoundCard::finishPlayback()
{
    advancePlayback(m_pending.size());
    m_playing = false;
    Q_EMIT playbackFinished();
}

void FakeSoundCard::setDevices(Direction direction, const QList<audio::Device> &present)
{
    m_endpoints.at(direction).present = present;
    Q_EMIT devicesChanged();
}

void FakeSoundCard::setStatus(Direction direction, State state, const audio::Device &device)
{
    const audio::EndpointStatus next{.state = state, .device = device};
    if (std::exchange(m_endpoints.at(direction).status, next) != next)
        Q_EMIT statusChanged(direction);
}

} // namespace holdline::testing
