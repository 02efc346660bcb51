// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/closecode.h"
#include "server/door/messagerate.h"
#include "server/door/websocket.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace holdline::server {

/// One client's WebSocket. Sends peers away that are gone, do not read, never finish a message, or
/// ask for too much; everything that they send is charged to their MessageRate. Knows nothing of
/// what is said. Main thread.
class ClientConnection : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        /// Between two pings; a peer silent for two of these is dead.
        Duration pingInterval{std::chrono::seconds(30)};
        /// For the peer to answer a close; it is cut off afterwards.
        Duration closeGrace{std::chrono::seconds(2)};
        /// Between the first byte of a message and the last.
        Duration messagePatience{std::chrono::seconds(20)};
        /// Bytes that may wait for a peer that does not read; more cuts it off.
        qint64 backlog = 8 * 1024 * 1024;
    };
    /// unfinishedChanged() comes when so many bytes more, or less, are held.
    static constexpr qint64 kUnfinishedStep = 64 * 1024;

    /// Owns `socket`.
    explicit ClientConnection(WebSocket *socket, QObject *parent = nullptr)
        : ClientConnection(socket, Limits(), parent)
    {
    }
    ClientConnection(WebSocket *socket, Limits limits, QObject *parent = nullptr);
    ~ClientConnection() override;

    /// Does nothing once the connection is closing.
    void send(const protocol::WireMessage &message);
    /// Nothing that arrives afterwards is reported. closed() follows. Does nothing once the
    /// connection is closing.
    void close(protocol::CloseCode code, const QString &reason);
    /// Takes from the client's MessageRate what handling its message costs; sends it away when that
    /// was too much.
    void charge(MessageRate::Cost cost);
    /// Sends a client away that asks for too much.
    void sendAway();

    /// Closes a connection that nobody owns any more; it frees itself.
    static void dismiss(std::unique_ptr<ClientConnection> connection, protocol::CloseCode code,
                        const QString &reason);

    /// A larger message closes the connection with 1009. From the next one on.
    void limitMessages(quint64 bytes);

    QHostAddress peer() const { return m_socket->peerAddress(); }
    /// Bytes sent that still wait here.
    qint64 backlog() const { return m_socket->bytesToWrite(); }
    /// Memory that the connection holds, in bytes: what waits here, and messages that have not
    /// ended.
    qint64 heldBytes() const { return backlog() + m_socket->unfinishedBytes(); }
    const QUrl &requestUrl() const { return m_socket->requestUrl(); }
    /// What the server chose of the client's offers; may be empty.
    const QString &subprotocol() const { return m_socket->subprotocol(); }

Q_SIGNALS:
    void received(const holdline::protocol::WireMessage &message);
    /// Something arrived, if only a pong.
    void peerSeen();
    /// Some of the backlog has left.
    void backlogShrank();
    /// Much more, or much less, of a message that has not ended is held.
    void unfinishedChanged();
    /// Once, and never from within a call; nothing comes after it.
    void closed();

private:
    void receive(const protocol::WireMessage &message);
    void noteUnfinished();
    void noteSignOfLife();
    void checkLiveness();

    struct DeleteLater
    {
        void operator()(WebSocket *socket) const;
    };

    std::unique_ptr<WebSocket, DeleteLater> m_socket;
    Limits m_limits;
    QTimer m_ping;
    QTimer m_cutOff; ///< runs while the connection is closing
    QTimer m_messagePatience; ///< runs while a message has not ended
    int m_silentIntervals = 0;
    qint64 m_reportedUnfinished = 0; ///< bytes
    MessageRate m_rate;
};

} // namespace holdline::server
