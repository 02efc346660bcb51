// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/requesthead.h"
#include "server/door/websocket.h"

namespace holdline::server {

/// Removes the request for a WebSocket from the front of `socket` and answers it with 101. `head`
/// is that request as the front door has parsed it. `network` limits what the peer may ask together
/// with others of its network; null: it has no limit. The caller owns the result.
WebSocket *upgraded(QTcpSocket &socket, const RequestHead &head,
                    std::shared_ptr<NetworkRate> network);

} // namespace holdline::server
