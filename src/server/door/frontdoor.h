// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "server/door/accesspolicy.h"
#include "server/door/connectionguard.h"
#include "server/door/guessbrake.h"
#include "server/door/httppages.h"
#include "server/door/listener.h"
#include "server/door/networkrate.h"
#include "server/door/servernames.h"
#include "server/door/tlsqueue.h"
#include "server/door/trustedproxies.h"
#include "server/door/waitingroom.h"
#include "server/door/websocket.h"

#include <optional>

namespace holdline::server {

/// Connections that the front door has refused since the start, by reason.
struct DoorRefusals
{
    quint64 tooMany = 0; ///< told to come back later
    quint64 dropped = 0; ///< closed without an answer, because the queue was too long
    quint64 tooSlow = 0; ///< the request was not complete in time
    quint64 withoutTls = 0; ///< the TLS handshake failed
    quint64 notHttp = 0; ///< malformed, or with an unknown method or WebSocket version
    quint64 headTooLong = 0;
    quint64 bodyTooLong = 0; ///< the body is too long, or its length is not given
    quint64 foreignHost = 0; ///< the Host header has a name that is not the server's
    quint64 foreignOrigin = 0;
    quint64 unknownPath = 0; ///< a WebSocket was requested at a path that has none
    quint64 wrongToken = 0; ///< wrong, or missing in a request for a WebSocket
    quint64 wrongAdminToken = 0; ///< wrong, at a path for operators
};

/// The only port of the server. Reads the request of each connection and decides once, by the route
/// in its head, whether it becomes a client, becomes an observer or is answered with a page. All
/// refusals are decided here, before any upgrade.
///
/// A connection carries one request and so at most one token. Wrong tokens are answered more and
/// more slowly. A connection from a trusted proxy is treated like a connection from the client that
/// the proxy names, and has that client's address from then on. Owned by Server; main thread.
class FrontDoor : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMaxHeadBytes = 4 * 1024;
    static constexpr qint64 kMaxBodyBytes = 16 * 1024;

    FrontDoor(AccessPolicy policy, HealthReport health, QObject *parent = nullptr);

    void setLimits(ConnectionGuard::Limits limits) { m_guard = ConnectionGuard(limits); }
    void setProxies(const TrustedProxies &proxies) { m_proxies = proxies; }
    void setNames(const ServerNames &names) { m_names = names; }
    /// Applies to new connections.
    void setIdentity(const TlsIdentity &identity) { m_listener.setIdentity(identity); }
    /// How long a request may take, including the TLS handshake before it. Applies to new
    /// connections.
    void setRequestTimeout(Duration timeout) { m_requestTimeout = timeout; }

    /// Port 0 takes any free port. Fails with a sentence for the operator.
    Outcome<QString> listen(const QHostAddress &host, quint16 port)
    {
        return m_listener.listen(host, port);
    }
    quint16 port() const { return m_listener.port(); }
    HttpPages &pages() { return m_pages; }
    /// Opens the WebSocket at /logs, which needs no token for the upgrade. `policy` has the token
    /// of operators; a wrong one at their paths is answered with a delay.
    void setOperators(const AccessPolicy &policy) { m_operators = policy; }
    /// Stops accepting connections; open ones stay.
    void close() { m_listener.close(); }
    /// Connections that wait for their answer.
    std::size_t waitingCount() const { return m_waiting.size(); }
    const DoorRefusals &refusals() const { return m_refusals; }
    /// Connections that were dropped since the start because too many waited for their answer.
    quint64 crowdedOut() const { return m_waiting.crowdedOut(); }

Q_SIGNALS:
    /// The client is authenticated and the connection is upgraded. The receiver owns `socket`.
    void webSocketOpened(holdline::server::WebSocket *socket);
    /// The connection at /logs is upgraded, but the observer is not authenticated. The receiver
    /// owns `socket`.
    void observerCame(holdline::server::WebSocket *socket);

private:
    using Verdict = ConnectionGuard::Verdict;

    void receive(QTcpSocket *socket);
    void await(QTcpSocket &socket, const Verdict &verdict);
    void examine(QTcpSocket &socket, QTimer &deadline, const Verdict &verdict);
    void refuseHead(QTcpSocket &socket, HeadFault fault);
    Verdict receiveForwarded(QTcpSocket &socket, const RequestHead &head);
    void decide(QTcpSocket &socket, const RequestHead &head, qint64 headBytes);
    bool isGuess(const RequestHead &head) const;
    void refuseGuess(QTcpSocket &socket, const RequestHead &head);
    void admit(QTcpSocket &socket, const RequestHead &head, qint64 headBytes);
    void upgrade(QTcpSocket &socket, const RequestHead &head);
    WebSocket *webSocketOn(QTcpSocket &socket, const RequestHead &head);
    void turnAway(QTcpSocket &socket, const RequestHead &head, Instant place);

    AccessPolicy m_policy;
    std::optional<AccessPolicy> m_operators;
    ServerNames m_names;
    TrustedProxies m_proxies;
    Clock m_clock;
    ConnectionGuard m_guard{{}};
    GuessBrake m_brake;
    NetworkRates m_rates;
    DoorRefusals m_refusals;
    Duration m_requestTimeout{4000};
    WaitingRoom m_waiting;
    TlsQueue m_tls;
    HttpPages m_pages;
    Listener m_listener;
};

} // namespace holdline::server
