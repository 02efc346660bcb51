// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <optional>

namespace holdline::protocol {

/// Why a WebSocket is closed. PROTOCOL.md says what a client does then. Codes up to 1015 come from
/// RFC 6455; the others are ours.
enum class CloseCode : quint16 {
    Normal = 1000,
    ProtocolError = 1002, ///< a frame breaks RFC 6455
    Unsupported = 1003, ///< data of this type is not accepted
    NotUtf8 = 1007,
    PolicyViolation = 1008,
    TooLarge = 1009, ///< the message is longer than the limit
    MissingExtension = 1010,
    ProtocolViolation = 4400, ///< a message breaks a rule of our protocol
    NotAuthorised = 4401,
    TooSlow = 4408, ///< no session was requested in time, or a message was not finished
    Replaced = 4409, ///< a newer connection has taken the session over
    Restart = 4412,
    Overload = 4413,
    TooMany = 4429, ///< too many connections, or too many messages of one client
};

/// The longest wait that a client accepts from a server.
inline constexpr Duration kLongestWait = std::chrono::minutes(5);

/// The reason text of a close frame that asks the client to come back after `wait`:
/// `{"after_ms":n}`.
QString comeBackAfter(Duration wait);

/// The wait in such a reason text, at most `kLongestWait`; nullopt if it contains none.
std::optional<Duration> waitNamedIn(const QString &reason);

} // namespace holdline::protocol
