// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/sessionregistry.h"

#include "core/log.h"
#include "core/logline.h"
#include "core/overloaded.h"

#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::server {

SessionRegistry::SessionRegistry(SessionStore &store, const Clock &clock, Limits limits,
                                 QObject *parent)
    : QObject(parent)
    , m_store(store, clock)
    , m_clock(clock)
    , m_limits(limits)
    , m_recoveries({100ms, 250ms, 500ms, 1s, 1500ms, 3s, 5s, 10s, 30s, 60s, 300s, 1800s})
    , m_sweptAt(clock.now())
{
    m_noteTimer.setSingleShot(true);
    m_noteTimer.setInterval(m_limits.noteInterval);
    connect(&m_noteTimer, &QTimer::timeout, this, &SessionRegistry::noteActivity);
    connect(&m_sweepTimer, &QTimer::timeout, this, &SessionRegistry::sweep);
    m_sweepTimer.start(m_limits.sweepInterval);
}

SessionRegistry::~SessionRegistry() = default;

// ---- life of a session

Session &SessionRegistry::create()
{
    Session &session = add(SessionId::generate());
    session.createdAt = session.lastActiveAt = m_clock.wallTime();
    session.attached = true;
    ++m_created;
    write(session, SessionCreated{session.id, session.createdAt});
    qCInfo(lcSession) << SessionEvent(session.id, "created"_L1).with("dialect"_L1, "plain"_L1);
    return session;
}

void SessionRegistry::createDurable(const QByteArray &secret, const QString &epoch, Created done)
{
    Session &session = add(SessionId::generate());
    session.createdAt = session.lastActiveAt = m_clock.wallTime();
    session.attached = true;
    session.isDurable = true;
    m_store.commit({SessionCreated{session.id, session.createdAt, secret, epoch}},
                   [self = QPointer(this), id = session.id,
                    done = std::move(done)](const Outcome<StoreError> &outcome) {
                       if (!self)
                           return;
                       if (!outcome)
                           self->m_sessions.erase(id);
                       done(self->find(id));
                   });
    qCInfo(lcSession) << SessionEvent(session.id, "created"_L1).with("dialect"_L1, "v1"_L1);
}

void SessionRegistry::lookUpSecret(const SessionId &id, SecretFound done)
{
    m_store.loadSecret(id, std::move(done));
}

void SessionRegistry::lookUp(const SessionId &id, Found done)
{
    m_store.load(id, static_cast<int>(m_limits.contextMessages), std::move(done));
}

Session &SessionRegistry::adopt(const StoredSession &stored)
{
    Session &session = add(stored.id);
    session.createdAt = stored.createdAt;
    session.lastActiveAt = stored.lastActiveAt;
    session.reconnectionAttempts = stored.reconnectionAttempts;
    session.messageCount = stored.messageCount;
    session.memory = stored.memory;
    session.configuration = stored.configuration;
    session.isDurable = stored.stream.has_value();
    session.isUsed = stored.messageCount > 0 || (stored.stream && stored.stream->received > 0);
    // Across a restart only wall time tells how long the client was away.
    session.detachedAt =
        m_clock.now() - std::max(Duration(0), m_clock.wallTime() - stored.lastActiveAt);
    for (const speech::Message &message : stored.messages) {
        if (!message.text.isEmpty()) // empty if the user has heard nothing of it
            session.context.append(message);
    }
    if (stored.aside) {
        session.aside = std::make_unique<AsideConversation>(
            AsideConversation{.context = ContextWindow(m_limits.contextMessages),
                              .messageCount = stored.aside->messageCount,
                              .memory = stored.aside->memory});
        for (const speech::Message &message : stored.aside->messages) {
            if (!message.text.isEmpty())
                session.aside->context.append(message);
        }
    }
    return session;
}

void SessionRegistry::expire(const SessionId &id)
{
    m_sessions.erase(id);
    m_store.commit({SessionExpired{id}}, {});
}

void SessionRegistry::detach(Session &session)
{
    if (!session.attached)
        return;
    touch(session);
    session.attached = false;
    session.detachedAt = m_clock.now();
    noteActivity();
    qCInfo(lcSession) << SessionEvent(session.id, "detached"_L1);
    if (session.isUsed)
        return;
    QMetaObject::invokeMethod( // the caller still uses it
        this,
        [this, id = session.id] {
            if (const Session *unused = find(id); unused && !unused->attached)
                unload(id);
        },
        Qt::QueuedConnection);
}

void SessionRegistry::touch(Session &session)
{
    session.lastActiveAt = m_clock.wallTime();
    if (!session.isNoted)
        return;
    session.isNoted = false;
    m_active.push_back(session.id);
    if (!m_noteTimer.isActive())
        m_noteTimer.start();
}

void SessionRegistry::shortenContext(Session &session, Duration away) const
{
    // Time away comes from the monotonic clock, so a jump of wall time neither removes nor adds
    // messages.
    session.context.keepSince(session.lastActiveAt + away - m_limits.contextAge);
}

void SessionRegistry::attach(Session &session)
{
    if (!session.attached)
        m_recoveries.add(elapsed(m_clock.now(), session.detachedAt));
    m_restored += session.isDurable ? 0 : 1;
    session.lastActiveAt = m_clock.wallTime();
    session.attached = true;
    ++session.reconnectionAttempts;
    qCInfo(lcSession) << SessionEvent(session.id, "restored"_L1)
                             .with("reconnection"_L1, session.reconnectionAttempts);
}

// ---- the end of a session

void SessionRegistry::sweep()
{
    expireDetached();
    for (const auto &[id, session] : m_sessions) {
        if (session->attached)
            touch(*session); // or a silent session would look old after a crash
    }
    noteActivity();
    sweepStore(m_limits.timeout, m_limits.retention);
}

/// Expires stored sessions that are not in memory, after these times without a client.
void SessionRegistry::sweepStore(Duration plain, Duration streams)
{
    std::vector<SessionId> keep;
    for (const auto &[id, session] : m_sessions)
        keep.push_back(id);
    const Instant now = m_clock.now();
    const Duration passed = elapsed(now, std::exchange(m_sweptAt, now));
    m_store.sweep({.passed = passed,
                   .plain = plain,
                   .streams = streams,
                   .tombstones = m_limits.timeout + m_limits.tombstones},
                  std::move(keep), [](const Result<std::vector<SessionId>, StoreError> &swept) {
                      if (!swept)
                          qCWarning(lcSession, "old sessions stay stored: %s",
                                    qPrintable(swept.error().detail));
                      else if (!swept.value().empty())
                          qCInfo(lcSession, "%zu stored sessions are over", swept.value().size());
                  });
}

void SessionRegistry::expireDetached()
{
    Batch expired;
    std::vector<SessionId> unloaded;
    for (const auto &[id, session] : m_sessions) {
        if (isOver(*session) && session->isDurable)
            unloaded.push_back(id);
        else if (isOver(*session))
            expired.push_back(SessionExpired{id});
    }
    for (const SessionId &id : unloaded)
        unload(id);
    for (const Change &change : expired)
        m_sessions.erase(std::get<SessionExpired>(change).id);
    if (expired.empty())
        return;
    qCInfo(lcSession, "%zu sessions are over, %zu left", expired.size(), m_sessions.size());
    m_store.commit(std::move(expired), {});
}

/// Removes a session from memory; the store keeps it.
void SessionRegistry::unload(const SessionId &id)
{
    Q_EMIT unloading(id);
    m_sessions.erase(id);
}

void SessionRegistry::expireStored()
{
    sweepStore(-1ms, -1ms);
}

void SessionRegistry::close()
{
    m_sweepTimer.stop();
    for (const auto &[id, session] : m_sessions) {
        if (session->attached)
            touch(*session);
    }
    noteActivity();
    sweepStore(m_limits.timeout, m_limits.retention); // records how long this server ran
    m_store.flush();
}

SessionCounts SessionRegistry::counts() const
{
    SessionCounts counts;
    for (const auto &[id, session] : m_sessions)
        ++(session->attached ? counts.active : counts.disconnected);
    counts.total = counts.active + counts.disconnected;
    return counts;
}

// ---- the store

void SessionRegistry::noteActivity()
{
    m_noteTimer.stop();
    Batch touched;
    for (const SessionId &id : std::exchange(m_active, {})) {
        if (Session *session = find(id)) {
            session->isNoted = true;
            touched.push_back(SessionTouched{id, session->lastActiveAt});
        }
    }
    if (!touched.empty())
        m_store.commit(std::move(touched), {});
}

/// The store logs its own errors, and the conversation continues.
void SessionRegistry::write(Session &session, Change change)
{
    Batch batch = session.isStored ? Batch{std::move(change)} : wholeOf(session);
    session.isStored = true;
    SessionStore::Committed done;
    if (std::holds_alternative<SessionCreated>(batch.front()))
        done = [self = QPointer(this), id = session.id](const Outcome<StoreError> &outcome) {
            Session *refused = self && !outcome ? self->find(id) : nullptr;
            if (refused)
                refused->isStored = false;
        };
    m_store.commit(std::move(batch), std::move(done));
}

Batch SessionRegistry::wholeOf(const Session &session) const
{
    Batch batch{SessionCreated{session.id, session.createdAt},
                SessionTouched{session.id, session.lastActiveAt},
                MemoryChanged{session.id, session.memory},
                ConfigurationChanged{session.id, session.configuration}};
    for (const speech::Message &message : session.context.messages())
        batch.push_back(MessageAppended{session.id, message});
    return batch;
}

// ---- the list

Session &SessionRegistry::add(const SessionId &id)
{
    auto session = std::make_unique<Session>(
        Session{.id = id, .context = ContextWindow(m_limits.contextMessages)});
    return *m_sessions.insert_or_assign(id, std::move(session)).first->second;
}

} // namespace holdline::server
