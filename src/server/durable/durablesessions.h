// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/guessbrake.h"
#include "server/door/handshake.h"
#include "server/durable/durablesession.h"

#include <QObject>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace holdline::server {

/// The v1 sessions in memory. Lets their clients in: who opens gets a new session, who proves to
/// own one gets that, from memory or from the store. Main thread.
class DurableSessions : public QObject
{
    Q_OBJECT

public:
    /// Whether a client that comes from there may have a new session.
    using HasRoom = std::function<bool(const QHostAddress &peer)>;

    /// So many clients may be without a session. One more, and the network that has most of them
    /// loses its oldest. `quota` must outlive this.
    DurableSessions(const DurableSession::Setting &setting, int maxHandshakes, SessionQuota &quota,
                    HasRoom hasRoom, QObject *parent = nullptr);
    ~DurableSessions() override;

    /// A v1 client is at the door.
    void receive(std::unique_ptr<ClientConnection> connection);
    /// There is room for answers again.
    void proceed();
    /// Says goodbye to those whom it concerns; their sessions stay.
    void letGo(const Farewell &farewell);
    bool isAnybodyBusy() const;

    /// Null when it is not in memory.
    const DurableSession *find(const SessionId &id) const;
    /// Ends the session, if it is in memory, without asking its client.
    void forget(const SessionId &id, const QString &reason);

    int attachedCount() const;
    int handshakeCount() const { return static_cast<int>(m_handshakes.size()); }
    /// What clients have not acknowledged.
    qint64 heldBytes() const;
    /// Of all sessions since the start.
    JoinFigures joins() const;
    StreamFigures streamFigures() const;
    /// How often a session was not given since the start: to who could not prove to own it, be it
    /// there or not.
    quint64 refusedProofs() const { return m_refusedProofs; }
    /// Clients that have left, or had to leave, before they had a session.
    quint64 endedHandshakes() const { return m_endedHandshakes; }

private:
    void makeRoom();
    void open(Handshake &handshake, const protocol::Open &request);
    void resume(Handshake &handshake, const protocol::Resume &request);
    void onSecretFound(Handshake &handshake, const protocol::Resume &request,
                       const SecretLookup &lookup);
    void onFound(Handshake &handshake, const protocol::Resume &request, const Lookup &lookup);
    void refuse(Handshake &handshake, protocol::Reset::Reason reason);
    void attach(Session &session, const Handshake &handshake);
    DurableSession &add(std::unique_ptr<DurableSession> session);
    void drop(const SessionId &id);
    std::unique_ptr<ClientConnection> end(Handshake &handshake);

    DurableSession::Setting m_setting;
    std::size_t m_maxHandshakes;
    SessionQuota &m_quota;
    HasRoom m_hasRoom;
    quint64 m_connections = 0; ///< so far
    std::vector<Handshake *> m_handshakes; ///< QObject children, the oldest first
    GuessBrake m_brake;
    quint64 m_refusedProofs = 0;
    quint64 m_endedHandshakes = 0;
    std::unordered_map<SessionId, std::unique_ptr<DurableSession>> m_sessions;
    JoinFigures m_pastJoins; ///< of sessions no longer in memory
    StreamFigures m_pastStreams;
};

} // namespace holdline::server
