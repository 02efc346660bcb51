// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"

#include <QString>

namespace holdline::server {

/// What clients are told when they are asked to come back later, and which clients. A plain value.
struct Farewell
{
    enum class To {
        Idle, ///< clients that are neither talking nor being answered
        Everybody,
    };
    /// How many returning clients a server that has just started can take per second.
    static constexpr int kReturnsPerSecond = 200;
    /// The time that a client waits before it tries again, if there was no room for it.
    static constexpr Duration kOverloadPause{std::chrono::seconds(30)};

    protocol::Goaway goaway; ///< sent to Durable clients before their connection is closed
    To to = To::Everybody;

    /// The time over which the returns of this many clients are spread.
    static Duration spreadOver(int clients);
    /// The reason text of the close frame. Each call adds a random wait of its own.
    QString closeReason() const;
};

} // namespace holdline::server
