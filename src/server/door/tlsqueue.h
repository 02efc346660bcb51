// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"

#include <QPointer>
#include <QSslSocket>
#include <QTimer>

#include <vector>

namespace holdline::server {

/// Begins the TLS handshake of connections whose first bytes have arrived. The server's part of a
/// handshake blocks the main thread for one to two milliseconds. Handshakes therefore begin one by
/// one, with a pause after each: together they take at most a third of the thread's time, and open
/// connections are served in the rest. The next handshake belongs to the network with the fewest
/// waiting connections, so that a crowd from one network delays only itself. Owned by the front
/// door; main thread.
class TlsQueue : public QObject
{
    Q_OBJECT

public:
    explicit TlsQueue(QObject *parent = nullptr);

    /// `socket` is connected and not encrypted. Do not read from it before it is encrypted.
    void add(QSslSocket &socket);

private:
    struct Waiting
    {
        QPointer<QSslSocket> socket;
        PeerNetwork network;
    };

    void startNext();

    std::vector<Waiting> m_waiting; ///< sockets with bytes to read, the oldest first
    QTimer m_pause; ///< runs after each handshake
};

} // namespace holdline::server
