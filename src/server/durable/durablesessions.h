// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/guessbrake.h"
#include "server/door/handshake.h"
#include "server/durable/durablesession.h"
#include "server/session/admission.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace holdline::server {

/// The Durable sessions in memory. Lets their clients in: a client that opens gets a new session; a
/// client that proves to own a session gets it from memory or from the store. Owned by Server; main
/// thread.
class DurableSessions : public QObject
{
    Q_OBJECT

public:
    /// At most `maxHandshakes` clients may be without a session; when another one comes, the
    /// network with the most of them loses its oldest. `admission` must outlive this object.
    DurableSessions(const DurableSession::Setting &setting, int maxHandshakes, Admission &admission,
                    QObject *parent = nullptr);
    ~DurableSessions() override;

    /// A new client of the Durable dialect.
    void receive(std::unique_ptr<ClientConnection> connection);
    /// There is memory for answers again.
    void proceed();
    /// Asks the clients that `farewell` concerns to come back later. Their sessions stay.
    void letGo(const Farewell &farewell);
    bool isAnybodyBusy() const;

    /// Null if the session is not in memory.
    const DurableSession *find(const SessionId &id) const;
    /// Ends the session, if it is in memory, without asking its client.
    void forget(const SessionId &id, const QString &reason);

    int attachedCount() const;
    int handshakeCount() const { return static_cast<int>(m_handshakes.size()); }
    /// Bytes of items that clients have not acknowledged.
    qint64 heldBytes() const;
    /// Sums over all sessions since the start.
    JoinFigures joins() const;
    StreamFigures streamFigures() const;
    /// Requests for a session since the start that had no valid proof, or named a session that does
    /// not exist.
    quint64 refusedProofs() const { return m_refusedProofs; }
    /// Clients that left or were sent away before they had a session.
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
    Admission &m_admission;
    quint64 m_connections = 0; ///< accepted since the start
    std::vector<Handshake *> m_handshakes; ///< QObject children, the oldest first
    GuessBrake m_brake;
    quint64 m_refusedProofs = 0;
    quint64 m_endedHandshakes = 0;
    std::unordered_map<SessionId, std::unique_ptr<DurableSession>> m_sessions;
    JoinFigures m_pastJoins; ///< sums over sessions that are no longer in memory
    StreamFigures m_pastStreams;
};

} // namespace holdline::server
