// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicecatalog.h"

namespace holdline::audio {

/// The devices that Qt Multimedia lists. Asks again at each poll(). Owned by AudioEngine.
class QtDeviceCatalog : public DeviceCatalog
{
public:
    explicit QtDeviceCatalog(std::function<void()> changed) : m_changed(std::move(changed)) { }

    void poll() override;
    std::optional<DeviceList> list(Direction direction) const override;

private:
    std::function<void()> m_changed;
    std::optional<DeviceList> m_inputs;
    std::optional<DeviceList> m_outputs;
};

} // namespace holdline::audio
