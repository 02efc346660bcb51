// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/devicecatalog.h"

#ifdef HOLDLINE_PULSE_CATALOG
#include "audio/devices/pulsedevicecatalog.h"
#else
#include "audio/devices/qtdevicecatalog.h"
#endif

namespace holdline::audio {

std::unique_ptr<DeviceCatalog> DeviceCatalog::create(std::function<void()> changed)
{
#ifdef HOLDLINE_PULSE_CATALOG
    return std::make_unique<PulseDeviceCatalog>(std::move(changed));
#else
    return std::make_unique<QtDeviceCatalog>(std::move(changed));
#endif
}

} // namespace holdline::audio
