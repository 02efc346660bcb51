// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace holdline::server {

/// Why the server ends a connection, as the peer is told. PROTOCOL.md says what a client does then.
enum class CloseCode : quint16 {
    Normal = 1000,
    ProtocolViolation = 4400,
    NotAuthorised = 4401,
    TooSlow = 4408, ///< asked for no session in time, or did not finish a message
    Replaced = 4409, ///< a newer connection took the session over
    Restart = 4412,
    Overload = 4413,
    TooMany = 4429, ///< connections, or messages of one client
};

} // namespace holdline::server
