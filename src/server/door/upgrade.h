// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/requesthead.h"
#include "server/door/websocket.h"

namespace holdline::server {

/// Answers the request for a WebSocket that stands first in `socket`, and takes it off. `head` is
/// that request, as the front door has read it: nobody reads it a second time. The caller owns the
/// result.
WebSocket *upgraded(QTcpSocket &socket, const RequestHead &head);

} // namespace holdline::server
