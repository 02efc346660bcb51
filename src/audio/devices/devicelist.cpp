// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/devicelist.h"

#include <algorithm>

namespace holdline::audio {

std::optional<Device> chooseDevice(const DeviceList &list, const Device &preferred)
{
    const auto with = [&list](auto Device::*member, const auto &value) -> std::optional<Device> {
        const auto found =
            std::find_if(list.present.begin(), list.present.end(),
                         [&](const Device &device) { return device.*member == value; });
        // An empty preference must not match a device without a name.
        if (value.isEmpty() || found == list.present.end())
            return std::nullopt;
        return *found;
    };
    if (const auto preferredOne = with(&Device::id, preferred.id))
        return preferredOne;
    if (const auto namesake = with(&Device::name, preferred.name))
        return namesake;
    if (const auto standard = with(&Device::id, list.defaultId))
        return standard;
    return list.present.isEmpty() ? std::nullopt : std::optional(list.present.first());
}

} // namespace holdline::audio
