// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/dialectchoice.h"
#include "core/exponentialbackoff.h"

#include <QByteArray>
#include <QString>

namespace holdline::client {

/// Which server to use, and how to connect to it. A plain value.
struct ConnectionChoice
{
    QString address{}; ///< for Endpoint::forAddress(); empty for the embedded server
    QByteArray token{}; ///< for the server at that address
    DialectChoice dialect{};
    BackoffPolicy reconnect{};

    friend bool operator==(const ConnectionChoice &, const ConnectionChoice &) = default;
};

/// Why the client could not, or must not, dial an address.
enum class AddressFault {
    None,
    Missing,
    Malformed,
    NotEncrypted, ///< on another computer, and the user does not allow that
};
AddressFault faultOf(const QString &address, bool allowInsecure);
/// True if `text` can stand in an HTTP header.
bool isToken(const QString &text);
/// True if both addresses name the same server, which may then see the same token.
bool isSameServer(const QString &address, const QString &other);

} // namespace holdline::client
