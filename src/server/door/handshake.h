// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"
#include "server/door/clientconnection.h"
#include "server/door/peertable.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace holdline::server {

/// A client of the Durable dialect before it has a session: sends hl_hello and waits for hl_open or
/// hl_resume. Closes the connection if the client is slow, sends too much or sends anything else.
/// Owned by DurableSessions; main thread.
class Handshake : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kPatience{4000};

    /// `number` counts the connections of the server; a newer connection has a higher number.
    Handshake(std::unique_ptr<ClientConnection> connection, quint64 number,
              QObject *parent = nullptr);
    ~Handshake() override;

    const QByteArray &nonce() const { return m_nonce; }
    quint64 number() const { return m_number; }

    QHostAddress peer() const { return m_connection->peer(); }
    PeerNetwork network() const { return m_network; }
    /// True after take(). An answer of the store that comes later is no longer needed.
    bool isOver() const { return !m_connection; }

    /// The session that the client asked for is not available; it may open a new one. The refusal
    /// is sent `delay` after the request, however long the lookup took.
    void refuse(protocol::Reset::Reason reason, Duration delay);
    /// There is no room for a session now; the client should come back `after` this time.
    void turnAway(Duration after);
    void close(protocol::CloseCode code, const QString &reason);
    /// Hands over the connection of a client that gets its session. No signal follows.
    std::unique_ptr<ClientConnection> take();

Q_SIGNALS:
    void opened(const holdline::protocol::Open &request);
    /// Emitted at most once.
    void resumed(const holdline::protocol::Resume &request);
    /// The connection is closed.
    void closed();

private:
    void receive(const protocol::WireMessage &message);
    void send(const protocol::ControlMessage &message);

    std::unique_ptr<ClientConnection> m_connection;
    PeerNetwork m_network;
    quint64 m_number;
    QByteArray m_nonce;
    QTimer m_patience;
    QElapsedTimer m_sinceAsked;
    bool m_hasAsked = false; ///< it has sent its only hl_resume
    bool m_isWaiting = false; ///< it has asked and waits for the answer, or was sent away
};

} // namespace holdline::server
