// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicelist.h"

#include <functional>
#include <memory>
#include <optional>

namespace holdline::audio {

/// Knows which devices are present. Used on the audio thread only; never blocks. Owned by
/// AudioEngine.
class DeviceCatalog
{
public:
    /// Makes the catalog for this platform. `changed` may be called from any thread.
    static std::unique_ptr<DeviceCatalog> create(std::function<void()> changed);

    virtual ~DeviceCatalog() = default;

    /// Must be called once a second, to look for changes that the system does not report.
    virtual void poll() = 0;
    /// `nullopt` while the system has not answered yet.
    virtual std::optional<DeviceList> list(Direction direction) const = 0;
};

} // namespace holdline::audio
