// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/qtdevicecatalog.h"

#include <QAudioDevice>
#include <QMediaDevices>

#include <utility>

namespace holdline::audio {

namespace {

DeviceList toList(const QList<QAudioDevice> &devices, const QAudioDevice &standard)
{
    DeviceList list{.present = {}, .defaultId = standard.id()};
    for (const QAudioDevice &device : devices)
        list.present.append({.id = device.id(), .name = device.description()});
    return list;
}

} // namespace

void QtDeviceCatalog::poll()
{
    const DeviceList inputs =
        toList(QMediaDevices::audioInputs(), QMediaDevices::defaultAudioInput());
    const DeviceList outputs =
        toList(QMediaDevices::audioOutputs(), QMediaDevices::defaultAudioOutput());
    const bool inputsChanged = std::exchange(m_inputs, inputs) != inputs;
    const bool outputsChanged = std::exchange(m_outputs, outputs) != outputs;
    if (inputsChanged || outputsChanged)
        m_changed();
}

std::optional<DeviceList> QtDeviceCatalog::list(Direction direction) const
{
    return direction == Direction::Input ? m_inputs : m_outputs;
}

} // namespace holdline::audio
