// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicelist.h"

#include <functional>
#include <memory>
#include <optional>

namespace holdline::audio {

/// Knows which devices there are. Lives on the audio thread; never blocks.
class DeviceCatalog
{
public:
    /// The one that is right for this platform. `changed` may be called from any thread.
    static std::unique_ptr<DeviceCatalog> create(std::function<void()> changed);

    virtual ~DeviceCatalog() = default;

    /// Once a second: for what does not announce itself.
    virtual void poll() = 0;
    /// Nothing while the system has not answered yet.
    virtual std::optional<DeviceList> list(Direction direction) const = 0;
};

} // namespace holdline::audio
