// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/peertable.h"

#include <QPointer>
#include <QSslSocket>
#include <QTimer>

#include <vector>

namespace holdline::server {

/// Begins TLS with connections whose first bytes have arrived. The server's part of a handshake
/// keeps the main thread busy for one to two milliseconds with an RSA key, so there is one in each
/// turn of the event loop: whoever is connected already is served in between. The next one is of
/// the network that has the fewest waiting, so that a crowd from one address holds up only itself.
/// Owned by the front door; main thread.
class TlsQueue : public QObject
{
    Q_OBJECT

public:
    explicit TlsQueue(QObject *parent = nullptr);

    /// `socket` is connected and not encrypted. Nobody else may read from it until it is.
    void add(QSslSocket &socket);

private:
    struct Waiting
    {
        QPointer<QSslSocket> socket;
        PeerNetwork network;
    };

    void startNext();

    std::vector<Waiting> m_waiting; ///< with something to read, the oldest first
    QTimer m_turn; ///< runs while somebody waits
};

} // namespace holdline::server
