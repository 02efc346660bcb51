// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicelist.h"
#include "audio/devices/devicestream.h"
#include "core/exponentialbackoff.h"

namespace holdline::audio {

/// Keeps one stream on the right device. Opens it when it is wanted, follows the preferred device
/// as it disappears and returns, and opens the stream again after it broke or transferred no bytes
/// for 2 s. Decides in supervise() only. Owned by AudioEngine; audio thread.
class StreamSupervisor
{
public:
    static constexpr Duration kLongestStall{2000};

    /// The stream must outlive this.
    explicit StreamSupervisor(DeviceStream &stream, BackoffPolicy policy = retryPolicy());

    void want(bool wanted) { m_wanted = wanted; }
    bool isWanted() const { return m_wanted; }
    void prefer(const Device &device) { m_preferred = device; }
    /// `nullopt` while the list is not known yet. Then the stream stays as it is.
    void setDevices(const std::optional<DeviceList> &devices) { m_devices = devices; }

    /// Must be called after every change and at least once a second.
    const EndpointStatus &supervise(Instant now);

private:
    static BackoffPolicy retryPolicy();

    void closeStream();
    void checkFlow(Instant now);
    void fail(Instant now);
    void tryToOpen(const Device &device, Instant now);

    DeviceStream &m_stream;
    bool m_wanted = false;
    Device m_preferred;
    std::optional<DeviceList> m_devices;
    EndpointStatus m_status;
    std::optional<Device> m_opened; ///< the device of the open stream
    ExponentialBackoff m_backoff;
    Instant m_retryAt;
    quint64 m_seenBytes = 0;
    Instant m_lastFlow;
};

} // namespace holdline::audio
