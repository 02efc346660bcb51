// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

namespace holdline::audio {

/// One direction of the sound card as its supervisor sees it. Audio thread.
class DeviceStream
{
public:
    virtual ~DeviceStream() = default;

    /// Starts on this device; false when it could not be opened.
    virtual bool open(const Device &device) = 0;
    virtual void close() = 0;
    /// The system ended the stream.
    virtual bool isBroken() const = 0;
    /// Bytes that went through since the first open(); must grow all the time while open.
    virtual quint64 transferredBytes() const = 0;
};

} // namespace holdline::audio
