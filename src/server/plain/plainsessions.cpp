// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/plain/plainsessions.h"

#include "core/log.h"
#include "core/logline.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace holdline::server {

PlainSessions::PlainSessions(SessionRegistry &registry, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_clock(clock)
{
}

void PlainSessions::restore(const SessionId &id, Restored done)
{
    Session *session = m_registry.find(id);
    if (session && session->isDurable) { // the id of a Durable session alone gives no access
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(nullptr); }, Qt::QueuedConnection);
        return;
    }
    if (session && !m_registry.isOver(*session)) {
        reattach(*session, m_registry.awayFor(*session));
        handOutLater(id, std::move(done));
        return;
    }
    if (session)
        m_registry.expireDetached();
    std::vector<Restored> &waiting = m_waiting[id];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    m_registry.lookUp(id, [self = QPointer(this), id](const Result<Lookup, StoreError> &answer) {
        if (self)
            self->finishRestore(id, answer);
    });
}

void PlainSessions::handOutLater(const SessionId &id, Restored done)
{
    QMetaObject::invokeMethod(
        this,
        [this, id, done = std::move(done)] {
            Session *session = m_registry.find(id);
            if (session)
                session->attached = true; // the older connection may have detached it meanwhile
            done(session);
        },
        Qt::QueuedConnection);
}

void PlainSessions::finishRestore(const SessionId &id, const Result<Lookup, StoreError> &answer)
{
    const std::vector<Restored> waiting = std::move(m_waiting.extract(id).mapped());
    Session *session = nullptr;
    if (!answer) {
        qCWarning(lcSession).noquote()
            << "session" << id.shortened() << "cannot be looked up:" << answer.error().detail;
    } else if (const auto *stored = std::get_if<StoredSession>(&answer.value())) {
        session = revive(*stored);
    } else {
        qCInfo(lcSession) << SessionEvent(id, "unknown or over"_L1);
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (session && i > 0)
            reattach(*session, Duration(0));
        waiting[i](session);
    }
}

/// Takes the session into memory and attaches it. Returns null if its time is over.
Session *PlainSessions::revive(const StoredSession &stored)
{
    if (stored.stream) // the id of a Durable session alone gives no access
        return nullptr;
    // After a restart only wall time tells how long the client was away. If wall time has jumped
    // back, we count 0. Wall time may be wrong, so nothing is deleted because of it; sweeps delete.
    const Duration away = std::max(Duration(0), m_clock.wallTime() - stored.lastActiveAt);
    if (away > m_registry.timeout()) {
        qCInfo(lcSession) << SessionEvent(stored.id, "over"_L1);
        return nullptr;
    }
    Session &session = m_registry.adopt(stored);
    reattach(session, away);
    return &session;
}

/// Attaches a session whose client is back after `away`.
void PlainSessions::reattach(Session &session, Duration away)
{
    m_registry.shortenContext(session, away);
    m_registry.attach(session);
    m_registry.write(session, SessionReconnected{session.id, session.lastActiveAt});
}

} // namespace holdline::server
