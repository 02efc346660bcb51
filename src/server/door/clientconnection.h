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

/// One client's WebSocket, in either dialect. Closes the connection when the client falls silent,
/// does not read, does not finish a message or asks for too much; charges everything that the
/// client sends to its MessageRate, and to the NetworkRate that it shares. Does not look into
/// messages. Owned by the object that serves the client (Handshake, PlainCall, DurableSession,
/// Observers); main thread.
class ClientConnection : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        /// Time between two pings. A peer that stays silent for two of them is cut off.
        Duration pingInterval{std::chrono::seconds(30)};
        /// Time that the peer has to answer a close before it is cut off.
        Duration closeGrace{std::chrono::seconds(2)};
        /// Longest time from the first byte of a message to its last.
        Duration messagePatience{std::chrono::seconds(20)};
        /// Bytes that may wait for a peer that does not read; beyond that it is cut off.
        qint64 backlog = 8 * 1024 * 1024;
    };
    /// unfinishedChanged() is emitted when the size of the unfinished message has changed by this
    /// many bytes.
    static constexpr qint64 kUnfinishedStep = 64 * 1024;

    /// Owns `socket`.
    explicit ClientConnection(WebSocket *socket, QObject *parent = nullptr)
        : ClientConnection(socket, Limits(), parent)
    {
    }
    ClientConnection(WebSocket *socket, Limits limits, QObject *parent = nullptr);
    ~ClientConnection() override;

    /// Does nothing if the connection is closing.
    void send(const protocol::WireMessage &message);
    /// Messages that arrive afterwards are dropped. closed() follows. Does nothing if the
    /// connection is closing.
    void close(protocol::CloseCode code, const QString &reason);
    /// Takes `cost` from the client's MessageRate, and calls sendAway() if the client has exceeded
    /// it.
    void charge(MessageRate::Cost cost);
    /// The same for sound, most of whose cost is not the main thread's.
    void chargeSound(MessageRate::Cost cost);
    /// Closes with 4429 because the client asks for too much.
    void sendAway();

    /// Closes a connection that has no owner any more; it deletes itself.
    static void dismiss(std::unique_ptr<ClientConnection> connection, protocol::CloseCode code,
                        const QString &reason);

    /// A larger message closes the connection with 1009. Applies from the next message on.
    void limitMessages(quint64 bytes);

    QHostAddress peer() const { return m_socket->peerAddress(); }
    /// Bytes that were sent and wait here to be written.
    qint64 backlog() const { return m_socket->bytesToWrite(); }
    /// Memory that this connection uses, in bytes: its backlog and its unfinished message.
    qint64 heldBytes() const { return backlog() + m_socket->unfinishedBytes(); }
    const QUrl &requestUrl() const { return m_socket->requestUrl(); }
    /// The subprotocol that the server chose from the client's offers; empty if none.
    const QString &subprotocol() const { return m_socket->subprotocol(); }

Q_SIGNALS:
    void received(const holdline::protocol::WireMessage &message);
    /// Something arrived, even if only a pong.
    void peerSeen();
    /// Part of the backlog was written.
    void backlogShrank();
    /// The size of the unfinished message has changed by kUnfinishedStep or more.
    void unfinishedChanged();
    /// Emitted once, from the event loop and never from within a call. No signal follows it.
    void closed();

private:
    void receive(const protocol::WireMessage &message);
    void chargeClient(MessageRate::Cost cost, Instant now);
    void restIfNeeded();
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
    bool m_hasAsked = true; ///< something was charged in this turn, or the connection is new
};

} // namespace holdline::server
