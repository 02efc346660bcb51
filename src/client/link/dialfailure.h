// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

#include <QAbstractSocket>

namespace holdline::client {

/// Why a dial failed, out of what QWebSocket tells. `answered`: the TCP connection had been made.
/// An HTTP refusal is found only in `errorString`, because QWebSocket reports its status nowhere
/// else and its error as ConnectionRefusedError.
LossReason dialFailure(QAbstractSocket::SocketError error, const QString &errorString,
                       bool answered);

/// Whether dialling again by itself is pointless: the address, the token or the certificate is
/// wrong.
bool isFinal(LossReason reason);

/// Whether the server could not be reached, so that it is worth while to wait until it can.
bool isUnreached(LossReason reason);

/// Whether a server that restarts looks like this from afar, with a proxy in front of it or
/// without.
bool isLikeRestart(LossReason reason);

/// Whether another network, or the same one later, may lead to another outcome.
bool isOfTheNetwork(LossReason reason);

} // namespace holdline::client
