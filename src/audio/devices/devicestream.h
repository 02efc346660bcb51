// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

namespace holdline::audio {

/// One direction of the sound card, as StreamSupervisor sees it. Audio thread.
class DeviceStream
{
public:
    virtual ~DeviceStream() = default;

    /// Starts on this device. Returns false if it cannot be opened.
    virtual bool open(const Device &device) = 0;
    virtual void close() = 0;
    /// Whether the system has ended the stream.
    virtual bool isBroken() const = 0;
    /// Bytes transferred since the first open(). Must grow all the time while the stream is open.
    virtual quint64 transferredBytes() const = 0;
};

} // namespace holdline::audio
