// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

#include <QAbstractSocket>

namespace holdline::client {

/// Derives why a dial failed from what QWebSocket reports. `answered`: the TCP connection had been
/// made. An HTTP refusal is found only in `errorString`, because QWebSocket reports the status
/// nowhere else and its error as ConnectionRefusedError.
LossReason dialFailure(QAbstractSocket::SocketError error, const QString &errorString,
                       bool answered);

/// Whether automatic retries are pointless, for example because the address, the token or the
/// certificate is wrong.
bool isFinal(LossReason reason);

/// Whether the server could not be reached, so that it is worth while to probe for it.
bool isUnreached(LossReason reason);

/// Whether a restarting server, alone or behind a proxy, can cause this failure.
bool isLikeRestart(LossReason reason);

/// Whether a change of the network may remove the cause.
bool isOfTheNetwork(LossReason reason);

} // namespace holdline::client
