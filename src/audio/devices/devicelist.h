// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

#include <optional>

namespace holdline::audio {

/// The devices of one direction that are there now.
struct DeviceList
{
    QList<Device> present;
    QByteArray defaultId; ///< what the system would take; empty when it does not say

    friend bool operator==(const DeviceList &, const DeviceList &) = default;
};

/// The preferred device by its id, else by its name (a replugged headset may get a new id), else
/// the system's default, else the first; nothing when the list is empty.
std::optional<Device> chooseDevice(const DeviceList &list, const Device &preferred);

} // namespace holdline::audio
