// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"

#include <QPointer>
#include <QSslSocket>
#include <QTimer>

#include <vector>

namespace holdline::server {

/// Begins TLS with connections whose first bytes have arrived. The server's part of a handshake
/// keeps the main thread busy for one to two milliseconds, so they are begun one by one, and a
/// pause follows each of them: handshakes take a third of the thread's time at most, and whoever is
/// connected already is served in the rest. The next one is of the network that has the fewest
/// waiting, so that a crowd from one address holds up only itself. Owned by the front door; main
/// thread.
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
    QTimer m_pause; ///< runs after each handshake
};

} // namespace holdline::server
