// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/itemcodec.h"
#include "server/closecode.h"
#include "server/messagerate.h"

#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include <memory>

class QSslSocket;

namespace holdline::server {

/// One client's WebSocket. Notices peers that are gone, do not read or send too much. Knows nothing
/// of what is said. Main thread.
class ClientConnection : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        /// Between two pings; a peer silent for two of these is dead.
        Duration pingInterval{std::chrono::seconds(30)};
        /// For the peer to answer a close; it is cut off afterwards.
        Duration closeGrace{std::chrono::seconds(1)};
        /// Bytes that may wait for a peer that does not read; more cuts it off.
        qint64 backlog = 8 * 1024 * 1024;
    };

    /// Owns `socket`, which is open.
    explicit ClientConnection(QWebSocket *socket, QObject *parent = nullptr)
        : ClientConnection(socket, Limits(), parent)
    {
    }
    ClientConnection(QWebSocket *socket, Limits limits, QObject *parent = nullptr);
    ~ClientConnection() override;

    /// Does nothing once the connection is closing.
    void send(const protocol::WireMessage &message);
    /// Nothing that arrives afterwards is reported. closed() follows. Does nothing once the
    /// connection is closing.
    void close(CloseCode code, const QString &reason);

    /// Closes a connection that nobody owns any more; it frees itself.
    static void dismiss(std::unique_ptr<ClientConnection> connection, CloseCode code,
                        const QString &reason);

    /// A larger message closes the connection with 1009. From the next one on.
    void limitMessages(quint64 bytes);

    QHostAddress peer() const { return m_socket->peerAddress(); }
    /// Bytes sent that still wait here.
    qint64 backlog() const;
    QUrl requestUrl() const { return m_socket->requestUrl(); }
    /// What the server chose of the client's offers; may be empty.
    QString subprotocol() const { return m_socket->subprotocol(); }

Q_SIGNALS:
    void received(const holdline::protocol::WireMessage &message);
    /// Something arrived, if only a pong.
    void peerSeen();
    /// Some of the backlog has left.
    void backlogShrank();
    /// Once, and never from within a call; nothing comes after it.
    void closed();

private:
    void receive(const protocol::WireMessage &message);
    void noteSignOfLife();
    void checkLiveness();

    struct DeleteLater
    {
        void operator()(QWebSocket *socket) const;
    };

    std::unique_ptr<QWebSocket, DeleteLater> m_socket;
    QSslSocket *m_encryption; ///< inside m_socket; null without TLS
    Limits m_limits;
    QTimer m_ping;
    QTimer m_cutOff; ///< runs while the connection is closing
    int m_silentIntervals = 0;
    MessageRate m_rate;
};

} // namespace holdline::server
