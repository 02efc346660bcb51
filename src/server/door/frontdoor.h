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
#include "server/door/servernames.h"
#include "server/door/tlsqueue.h"
#include "server/door/trustedproxies.h"
#include "server/door/waitingroom.h"
#include "server/door/websocket.h"

#include <optional>

namespace holdline::server {

/// Connections that were refused at the door since the start, by reason.
struct DoorRefusals
{
    quint64 tooMany = 0; ///< told to come back later
    quint64 dropped = 0; ///< far too many
    quint64 tooSlow = 0; ///< no whole request in time
    quint64 withoutTls = 0; ///< or with none that both know
    quint64 notHttp = 0; ///< or not to be trusted to mean the same to everybody
    quint64 headTooLong = 0;
    quint64 bodyTooLong = 0; ///< or of a length that was not told
    quint64 foreignHost = 0; ///< a name that is not the server's
    quint64 foreignOrigin = 0;
    quint64 unknownPath = 0; ///< of a WebSocket
    quint64 wrongToken = 0; ///< or none, of a WebSocket
    quint64 wrongAdminToken = 0; ///< where operators ask
};

/// The one port of the server. Reads the request of each connection, and decides once, by the route
/// of its head, whether it becomes a client, an observer, or is answered with a page; nobody looks
/// at the path again. Refusals are decided here,
/// before any upgrade. A connection carries one request, and so one guess of a token; wrong ones
/// are answered ever more slowly. What a trusted proxy brings is treated as if its client had come
/// itself, and has that one's address from then on. Main thread.
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
    /// For the next connections.
    void setIdentity(const TlsIdentity &identity) { m_listener.setIdentity(identity); }
    /// How long a request may take, with the TLS handshake before it. For the next connections.
    void setRequestTimeout(Duration timeout) { m_requestTimeout = timeout; }

    /// Port 0 takes any free one. Fails with a sentence for the operator.
    Outcome<QString> listen(const QHostAddress &host, quint16 port)
    {
        return m_listener.listen(host, port);
    }
    quint16 port() const { return m_listener.port(); }
    HttpPages &pages() { return m_pages; }
    /// There is a WebSocket at /logs, where nobody is authenticated yet, and this is the token of
    /// those who use it.
    void setOperators(const AccessPolicy &policy) { m_operators = policy; }
    /// Stops accepting connections; open ones stay.
    void close() { m_listener.close(); }
    /// Connections that have no answer yet.
    std::size_t waitingCount() const { return m_waiting.size(); }
    const DoorRefusals &refusals() const { return m_refusals; }
    /// How many had to go since the start because too many waited for an answer.
    quint64 crowdedOut() const { return m_waiting.crowdedOut(); }

Q_SIGNALS:
    /// Authenticated and upgraded. The receiver owns it.
    void webSocketOpened(holdline::server::WebSocket *socket);
    /// At /logs; likewise, but not authenticated.
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
    void turnAway(QTcpSocket &socket, const RequestHead &head, Instant place);

    AccessPolicy m_policy;
    std::optional<AccessPolicy> m_operators;
    ServerNames m_names;
    TrustedProxies m_proxies;
    Clock m_clock;
    ConnectionGuard m_guard{{}};
    GuessBrake m_brake;
    DoorRefusals m_refusals;
    Duration m_requestTimeout{4000};
    WaitingRoom m_waiting;
    TlsQueue m_tls;
    HttpPages m_pages;
    Listener m_listener;
};

} // namespace holdline::server
