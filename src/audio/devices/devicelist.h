// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

#include <optional>

namespace holdline::audio {

/// The devices of one direction that are present now. A plain value.
struct DeviceList
{
    QList<Device> present;
    QByteArray defaultId; ///< the system's default; empty if the system names none

    friend bool operator==(const DeviceList &, const DeviceList &) = default;
};

/// Chooses the preferred device by its id, else by its name (a headset that is plugged in again may
/// get a new id), else the system's default, else the first device. `nullopt` if the list is empty.
std::optional<Device> chooseDevice(const DeviceList &list, const Device &preferred);

} // namespace holdline::audio
