// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"

#include <QString>

namespace holdline::server {

/// How clients are asked to come back later, and whom it concerns. A plain value.
struct Farewell
{
    enum class To {
        Idle, ///< who is not just talking or being answered
        Everybody,
    };
    /// Returns that a server which has just started takes easily.
    static constexpr int kReturnsPerSecond = 200;
    /// Before a client that found no room may try again.
    static constexpr Duration kOverloadPause{std::chrono::seconds(30)};

    protocol::Goaway goaway; ///< to v1 clients, before their connection is closed
    To to = To::Everybody;

    /// How far the returns of so many clients have to lie apart.
    static Duration spreadOver(int clients);
    /// The reason text of the close, with a wait of its own for each client.
    QString closeReason() const;
};

} // namespace holdline::server
