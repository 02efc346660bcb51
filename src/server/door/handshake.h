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

/// A v1 client before it has a session: greets it and hears what it wants. Whoever is slow, says
/// much or says something else is sent away. Owned by DurableSessions; main thread.
class Handshake : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kPatience{4000};

    /// `number` counts the connections of the server.
    Handshake(std::unique_ptr<ClientConnection> connection, quint64 number,
              QObject *parent = nullptr);
    ~Handshake() override;

    const QByteArray &nonce() const { return m_nonce; }
    quint64 number() const { return m_number; }

    QHostAddress peer() const { return m_connection->peer(); }
    PeerNetwork network() const { return m_network; }
    /// Whatever was asked no longer matters to anybody.
    bool isOver() const { return !m_connection; }

    /// The session asked for is not to be had; the client may open a new one. It hears that `delay`
    /// after it has asked, however long the answer took to find.
    void refuse(protocol::Reset::Reason reason, Duration delay);
    /// No session now: come back later.
    void turnAway(Duration after);
    void close(protocol::CloseCode code, const QString &reason);
    /// The client has its session. Nothing is heard here any more.
    std::unique_ptr<ClientConnection> take();

Q_SIGNALS:
    void opened(const holdline::protocol::Open &request);
    /// At most once.
    void resumed(const holdline::protocol::Resume &request);
    /// The client is gone, or was sent away.
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
    bool m_hasAsked = false; ///< its one hl_resume
    bool m_isWaiting = false; ///< it has asked and waits for us
};

} // namespace holdline::server
