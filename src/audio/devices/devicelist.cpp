// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/devicelist.h"

#include <algorithm>

namespace holdline::audio {

std::optional<Device> chooseDevice(const DeviceList &list, const Device &preferred)
{
    const auto find = [&list](auto matches) -> std::optional<Device> {
        const auto found = std::find_if(list.present.begin(), list.present.end(), matches);
        return found == list.present.end() ? std::nullopt : std::optional(*found);
    };
    if (const auto byId = find([&](const Device &device) { return device.id == preferred.id; }))
        return byId;
    if (const auto byName =
            find([&](const Device &device) { return device.name == preferred.name; }))
        return byName;
    if (const auto standard =
            find([&](const Device &device) { return device.id == list.defaultId; }))
        return standard;
    return find([](const Device &) { return true; });
}

} // namespace holdline::audio
