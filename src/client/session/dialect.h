// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"
#include "protocol/itemcodec.h"

namespace holdline::client {

/// One way of speaking with a server over the socket. SessionLine chooses one for each connection
/// and tells it what happens to the connection until its end. Owned by SessionLine; GUI thread.
class Dialect
{
public:
    virtual ~Dialect();

    virtual Line::Kind kind() const = 0;
    /// Whether a connection of this dialect is in a session.
    virtual bool isLive() const = 0;
    /// See Line::send().
    virtual bool send(const protocol::ClientMessage &message) = 0;
    /// See SessionLine::keepUnsent().
    virtual bool keepUnsent() = 0;

    // The connection, while it speaks this dialect:
    virtual void onOpened() = 0;
    virtual void onLost() = 0;
    virtual void onMessage(const protocol::WireMessage &message) = 0;
    /// So many bytes have left the socket.
    virtual void onRoomMade(qint64 bytes) = 0;
};

} // namespace holdline::client
