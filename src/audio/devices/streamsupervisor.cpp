// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/streamsupervisor.h"

namespace holdline::audio {

using State = EndpointStatus::State;

BackoffPolicy StreamSupervisor::retryPolicy()
{
    return {.initial = Duration(500), .maximum = Duration(8000), .attempts = std::nullopt};
}

StreamSupervisor::StreamSupervisor(DeviceStream &stream, BackoffPolicy policy)
    : m_stream(stream)
    , m_backoff(policy)
{
}

const EndpointStatus &StreamSupervisor::supervise(Instant now)
{
    if (!m_wanted) {
        closeStream();
        m_status = {.state = State::Closed, .device = {}};
        return m_status;
    }
    if (!m_devices)
        return m_status;

    const auto chosen = chooseDevice(*m_devices, m_preferred);
    if (!chosen) {
        closeStream();
        m_status = {.state = State::Missing, .device = {}};
        return m_status;
    }
    if (m_status.device.id != chosen->id)
        closeStream();
    if (m_opened)
        checkFlow(now);
    if (!m_opened && now >= m_retryAt)
        tryToOpen(*chosen, now);
    return m_status;
}

/// Also forgets the failures, because the next device starts without any.
void StreamSupervisor::closeStream()
{
    if (m_opened)
        m_stream.close();
    m_opened.reset();
    m_backoff.reset();
    m_retryAt = {};
    m_status.state = State::Closed;
}

void StreamSupervisor::checkFlow(Instant now)
{
    const quint64 bytes = m_stream.transferredBytes();
    if (m_stream.isBroken() || (bytes == m_seenBytes && now - m_lastFlow >= kLongestStall)) {
        m_stream.close();
        m_opened.reset();
        fail(now);
    } else if (bytes != m_seenBytes) {
        m_seenBytes = bytes;
        m_lastFlow = now;
        m_status.state = State::Open;
        m_backoff.reset();
    }
}

void StreamSupervisor::fail(Instant now)
{
    m_status.state = State::Failed;
    m_retryAt = now + m_backoff.next().value_or(m_backoff.policy().maximum);
}

void StreamSupervisor::tryToOpen(const Device &device, Instant now)
{
    m_status.device = device;
    if (!m_stream.open(device))
        return fail(now);
    m_opened = device;
    m_seenBytes = m_stream.transferredBytes();
    m_lastFlow = now;
    // After a failure, only transferred bytes prove that the stream works.
    if (m_status.state != State::Failed)
        m_status.state = State::Open;
}

} // namespace holdline::audio
