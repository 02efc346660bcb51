// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/durablesessions.h"

#include "core/log.h"
#include "protocol/limits.h"
#include "protocol/proof.h"

#include <QPointer>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

using protocol::Reset;

namespace {

// By then the clients that ask for nothing have been sent away.
constexpr Duration kHandshakePause = Handshake::kPatience;

bool proves(const protocol::Resume &request, const QByteArray &secret, const QByteArray &nonce)
{
    return protocol::equalInConstantTime(request.proof,
                                         protocol::resumeProof(secret, request.id, nonce));
}

} // namespace

DurableSessions::DurableSessions(const DurableSession::Setting &setting, int maxHandshakes,
                                 Admission &admission, QObject *parent)
    : QObject(parent)
    , m_setting(setting)
    , m_maxHandshakes(static_cast<std::size_t>(maxHandshakes))
    , m_admission(admission)
{
    connect(&m_setting.registry, &SessionRegistry::unloading, this, [this](const SessionId &id) {
        if (const auto session = m_sessions.find(id); session != m_sessions.end()) {
            session->second->endCall(u"timeout"_s);
            drop(id);
        }
    });
}

DurableSessions::~DurableSessions() = default;

void DurableSessions::receive(std::unique_ptr<ClientConnection> connection)
{
    makeRoom();
    auto *handshake = new Handshake(std::move(connection), ++m_connections, this);
    m_handshakes.push_back(handshake);
    connect(handshake, &Handshake::opened, this,
            [this, handshake](const protocol::Open &request) { open(*handshake, request); });
    connect(handshake, &Handshake::resumed, this,
            [this, handshake](const protocol::Resume &request) { resume(*handshake, request); });
    connect(handshake, &Handshake::closed, this, [this, handshake] {
        ++m_endedHandshakes;
        end(*handshake);
    });
}

void DurableSessions::makeRoom()
{
    if (m_handshakes.size() < m_maxHandshakes)
        return;
    ++m_endedHandshakes;
    Handshake &oldest = **oldestOfTheLargestNetwork(
        m_handshakes, [](const Handshake *handshake) { return handshake->network(); });
    ClientConnection::dismiss(end(oldest), protocol::CloseCode::Overload,
                              protocol::comeBackAfter(kHandshakePause));
}

void DurableSessions::proceed()
{
    for (const auto &[id, session] : m_sessions)
        session->proceed();
}

void DurableSessions::letGo(const Farewell &farewell)
{
    for (Handshake *handshake : m_handshakes)
        handshake->close(protocol::CloseCode::Restart, farewell.closeReason());
    for (const auto &[id, session] : m_sessions) {
        const bool mayStay = farewell.to == Farewell::To::Idle && session->isBusy();
        if (!session->isAttached() || mayStay)
            continue;
        session->letGo(farewell);
        m_setting.registry.detach(session->session());
    }
}

bool DurableSessions::isAnybodyBusy() const
{
    return std::ranges::any_of(m_sessions, [](const auto &entry) {
        return entry.second->isAttached() && entry.second->isBusy();
    });
}

// ---- for operators

const DurableSession *DurableSessions::find(const SessionId &id) const
{
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void DurableSessions::forget(const SessionId &id, const QString &reason)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    found->second->hangUp(protocol::CloseCode::Normal, reason);
    drop(id);
}

int DurableSessions::attachedCount() const
{
    return static_cast<int>(std::ranges::count_if(
        m_sessions, [](const auto &entry) { return entry.second->isAttached(); }));
}

qint64 DurableSessions::heldBytes() const
{
    qint64 bytes = 0;
    for (const auto &[id, session] : m_sessions)
        bytes += session->heldBytes();
    return bytes;
}

JoinFigures DurableSessions::joins() const
{
    JoinFigures all = m_pastJoins;
    for (const auto &[id, session] : m_sessions)
        all += session->joins();
    return all;
}

StreamFigures DurableSessions::streamFigures() const
{
    StreamFigures all = m_pastStreams;
    for (const auto &[id, session] : m_sessions)
        all += session->streamFigures();
    return all;
}

// ---- opening and resuming

void DurableSessions::open(Handshake &handshake, const protocol::Open &request)
{
    if (!m_admission.admits(handshake.peer())) {
        handshake.turnAway(Farewell::kOverloadPause);
        return;
    }
    const QByteArray secret = protocol::randomBytes(protocol::kSecretBytes);
    const QString epoch = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_setting.registry.createDurable(
        secret, epoch,
        [this, handshake = QPointer(&handshake), request, secret, epoch,
         share = m_admission.take(handshake.peer())](Session *session) {
            const bool isThere = handshake && !handshake->isOver();
            if (!isThere || !session) {
                if (session)
                    m_setting.registry.expire(session->id); // no client knows its secret
                if (isThere)
                    handshake->turnAway(Farewell::kOverloadPause);
                return;
            }
            session->share = share;
            add(std::make_unique<DurableSession>(*session, m_setting, secret, epoch))
                .welcome(end(*handshake), handshake->number(), request);
        });
}

void DurableSessions::resume(Handshake &handshake, const protocol::Resume &request)
{
    if (const auto live = m_sessions.find(request.id); live != m_sessions.end()) {
        if (proves(request, live->second->secret(), handshake.nonce())) {
            attach(live->second->session(), handshake);
            live->second->resume(end(handshake), handshake.number(), request);
        } else {
            refuse(handshake, Reset::Reason::Unknown);
        }
        return;
    }
    m_setting.registry.lookUpSecret(
        request.id,
        [this, handshake = QPointer(&handshake), request](Result<SecretLookup, StoreError> answer) {
            if (!handshake || handshake->isOver())
                return;
            if (m_sessions.contains(request.id)) // another client was faster
                resume(*handshake, request);
            else if (answer)
                onSecretFound(*handshake, request, answer.value());
            else
                handshake->turnAway(Farewell::kOverloadPause);
        });
}

void DurableSessions::onSecretFound(Handshake &handshake, const protocol::Resume &request,
                                    const SecretLookup &lookup)
{
    const auto *secret = std::get_if<QByteArray>(&lookup);
    if (!secret || !proves(request, *secret, handshake.nonce())) {
        refuse(handshake,
               std::holds_alternative<Tombstone>(lookup) ? Reset::Reason::Expired
                                                         : Reset::Reason::Unknown);
        return;
    }
    m_setting.registry.lookUp(
        request.id,
        [this, handshake = QPointer(&handshake), request](Result<Lookup, StoreError> answer) {
            if (!handshake || handshake->isOver())
                return;
            if (m_sessions.contains(request.id))
                resume(*handshake, request);
            else if (answer)
                onFound(*handshake, request, answer.value());
            else
                handshake->turnAway(Farewell::kOverloadPause);
        });
}

/// The client has proved that it owns the session.
void DurableSessions::onFound(Handshake &handshake, const protocol::Resume &request,
                              const Lookup &lookup)
{
    const auto *stored = std::get_if<StoredSession>(&lookup);
    if (!stored || !stored->stream) { // it has ended meanwhile
        refuse(handshake, Reset::Reason::Expired);
        return;
    }
    Session &session = m_setting.registry.adopt(*stored);
    const bool wasLongAway = m_setting.registry.awayFor(session) > m_setting.registry.timeout();
    attach(session, handshake);
    DurableSession &live = add(std::make_unique<DurableSession>(session, m_setting, *stored));
    if (wasLongAway) // no server was running when the time ran out
        live.endCall(u"timeout"_s);
    live.resume(end(handshake), handshake.number(), request);
}

void DurableSessions::attach(Session &session, const Handshake &handshake)
{
    session.share = m_admission.take(handshake.peer());
    m_setting.registry.attach(session);
}

void DurableSessions::refuse(Handshake &handshake, Reset::Reason reason)
{
    ++m_refusedProofs;
    handshake.refuse(reason, m_brake.fail(handshake.peer(), m_setting.services.clock.now()));
}

DurableSession &DurableSessions::add(std::unique_ptr<DurableSession> session)
{
    DurableSession &added = *session;
    connect(&added, &DurableSession::detached, this,
            [this, &added] { m_setting.registry.detach(added.session()); });
    connect(
        &added, &DurableSession::forgotten, this,
        [this, id = added.id()] {
            drop(id);
            m_setting.registry.forget(id);
        },
        Qt::QueuedConnection); // it is the sender of the signal
    m_sessions.insert_or_assign(added.id(), std::move(session));
    return added;
}

void DurableSessions::drop(const SessionId &id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    m_pastJoins += found->second->joins();
    m_pastStreams += found->second->streamFigures();
    m_sessions.erase(found);
}

/// Deletes the handshake. Returns its connection, or null if that was handed over before.
std::unique_ptr<ClientConnection> DurableSessions::end(Handshake &handshake)
{
    std::erase(m_handshakes, &handshake);
    handshake.deleteLater();
    return handshake.take();
}

} // namespace holdline::server
