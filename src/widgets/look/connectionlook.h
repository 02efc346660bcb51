// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

#include <QCoreApplication>
#include <QRgb>

#include <array>

namespace holdline::widgets {

/// How one connection state is shown. Each state has its own icon and label, so that people need
/// not see the colour.
struct ConnectionLook
{
    client::ConnectionState state;
    QRgb color;
    const char *icon; ///< resources/icons/<icon>.svg
    const char *label; ///< translated in the context "ConnectionState"
    bool moves; ///< has a moving mark
};

inline constexpr std::array<ConnectionLook, 8> kConnectionLooks = {{
    {client::ConnectionState::Stopped, 0xff95a5a6, "state-stopped",
     QT_TRANSLATE_NOOP("ConnectionState", "Stopped"), false},
    {client::ConnectionState::Failed, 0xffe74c3c, "state-failed",
     QT_TRANSLATE_NOOP("ConnectionState", "Failed"), false},
    {client::ConnectionState::Connecting, 0xfff39c12, "state-connecting",
     QT_TRANSLATE_NOOP("ConnectionState", "Connecting"), false},
    {client::ConnectionState::Disconnected, 0xffe74c3c, "state-disconnected",
     QT_TRANSLATE_NOOP("ConnectionState", "Disconnected"), false},
    {client::ConnectionState::Reconnecting, 0xfff39c12, "state-reconnecting",
     QT_TRANSLATE_NOOP("ConnectionState", "Reconnecting"), false},
    {client::ConnectionState::Reconnected, 0xff2ecc71, "state-reconnected",
     QT_TRANSLATE_NOOP("ConnectionState", "Session restored"), false},
    {client::ConnectionState::Recording, 0xff2ecc71, "state-recording",
     QT_TRANSLATE_NOOP("ConnectionState", "Recording"), true},
    {client::ConnectionState::Connected, 0xff2ecc71, "state-connected",
     QT_TRANSLATE_NOOP("ConnectionState", "Connected"), false},
}};

constexpr const ConnectionLook &lookOf(client::ConnectionState state)
{
    return kConnectionLooks[static_cast<std::size_t>(state)];
}

static_assert(
    [] {
        for (const ConnectionLook &look : kConnectionLooks) {
            if (lookOf(look.state).state != look.state)
                return false;
        }
        return true;
    }(),
    "the table is in the order of the enumeration");

} // namespace holdline::widgets
