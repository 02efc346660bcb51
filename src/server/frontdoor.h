// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "server/accesspolicy.h"
#include "server/connectionguard.h"
#include "server/guessbrake.h"
#include "server/httppages.h"
#include "server/requesthead.h"
#include "server/tlsidentity.h"
#include "server/trustedproxies.h"

#include <QTcpServer>
#include <QWebSocketServer>

#include <optional>
#include <vector>

class QTimer;

namespace holdline::server {

/// Accepts connections, and offers them as pending only when told to.
class Listener : public QTcpServer
{
    Q_OBJECT

public:
    using QTcpServer::QTcpServer;

    /// From the next connection on all of them speak TLS and show this.
    void setIdentity(const TlsIdentity &identity) { m_identity = identity; }
    /// What has arrived on `socket` so far stays to be read.
    void offer(QTcpSocket &socket);

Q_SIGNALS:
    /// A child of the listener. Nothing has been read yet, and no TLS been spoken.
    void accepted(QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    std::optional<TlsIdentity> m_identity;
};

/// Connections that were refused at the door since the start, by reason.
struct DoorRefusals
{
    quint64 tooMany = 0; ///< told to come back later
    quint64 dropped = 0; ///< far too many
    quint64 crowdedOut = 0; ///< waited longest when too many waited
    quint64 tooSlow = 0; ///< no whole request in time
    quint64 withoutTls = 0; ///< or with none that both know
    quint64 notHttp = 0;
    quint64 headTooLong = 0;
    quint64 bodyTooLong = 0; ///< or of a length that was not told
    quint64 foreignOrigin = 0;
    quint64 unknownPath = 0; ///< of a WebSocket
    quint64 wrongToken = 0; ///< or none, of a WebSocket
    quint64 wrongAdminToken = 0; ///< where operators ask
};

/// The one port of the server. Reads the request of each connection, lets WebSockets in at /ws and
/// hands all others to HttpPages. Refusals are decided here, before any upgrade. A connection
/// carries one request, and so one guess of a token; wrong ones are answered ever more slowly. What
/// a trusted proxy brings is treated as if its client had come itself, and has that one's address
/// from then on. Main thread.
class FrontDoor : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMaxHeadBytes = 4 * 1024;
    static constexpr qint64 kMaxBodyBytes = 16 * 1024;
    /// Connections that have no answer yet. One more, and the one that waited longest must go.
    static constexpr std::size_t kMaxWaiting = 2000;

    FrontDoor(AccessPolicy policy, HealthReport health, QObject *parent = nullptr);

    void setLimits(ConnectionGuard::Limits limits) { m_guard = ConnectionGuard(limits); }
    void setProxies(const TrustedProxies &proxies) { m_proxies = proxies; }
    /// For the next connections.
    void setIdentity(const TlsIdentity &identity) { m_listener.setIdentity(identity); }
    /// How long a request may take, with the TLS handshake before it. For the next connections.
    void setRequestTimeout(Duration timeout) { m_requestTimeout = timeout; }

    /// Port 0 takes any free one. Fails with a sentence for the operator.
    Outcome<QString> listen(const QHostAddress &host, quint16 port);
    quint16 port() const { return m_listener.serverPort(); }
    HttpPages &pages() { return m_pages; }
    /// There is a WebSocket at /logs, where nobody is authenticated yet, and this is the token of
    /// those who use it.
    void setOperators(const AccessPolicy &policy) { m_operators = policy; }
    /// Nobody else gets in; who is in stays.
    void close();
    /// Connections that have no answer yet.
    std::size_t waitingCount() const { return m_waiting.size(); }
    const DoorRefusals &refusals() const { return m_refusals; }

Q_SIGNALS:
    /// Authenticated and upgraded, with the limits of protocol/limits.h set. The receiver owns it.
    void webSocketOpened(QWebSocket *socket);
    /// At /logs; likewise, but not authenticated.
    void observerCame(QWebSocket *socket);

private:
    using Verdict = ConnectionGuard::Verdict;

    void receive(QTcpSocket *socket);
    void await(QTcpSocket &socket, Verdict verdict);
    QTimer &keepWaiting(QTcpSocket &socket);
    void endWaiting(QTcpSocket &socket, QTimer &timer);
    void makeRoom();
    void examine(QTcpSocket &socket, QTimer &deadline, Verdict verdict);
    Verdict receiveForwarded(QTcpSocket &socket, const RequestHead &head);
    void decide(QTcpSocket &socket, const RequestHead &head, Verdict verdict);
    void admit(QTcpSocket &socket, const RequestHead &head);
    bool isGuess(const RequestHead &head) const;
    void refuseGuess(QTcpSocket &socket, const RequestHead &head);
    void turnAway(QTcpSocket &socket, const RequestHead &head);
    void openPending();
    void dismissPending();

    AccessPolicy m_policy;
    std::optional<AccessPolicy> m_operators;
    TrustedProxies m_proxies;
    Clock m_clock;
    ConnectionGuard m_guard{{}};
    GuessBrake m_brake;
    DoorRefusals m_refusals;
    Duration m_requestTimeout{4000};
    std::vector<QTcpSocket *> m_waiting; ///< without an answer, the oldest first
    HttpPages m_pages;
    QWebSocketServer m_webSockets; ///< never listens; upgrades what it is given
    QWebSocketServer m_turnedAway; ///< likewise, for those who must come back later
    Listener m_listener; ///< offers what is for m_pages
};

} // namespace holdline::server
