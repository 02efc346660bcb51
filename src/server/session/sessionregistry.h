// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/session.h"
#include "server/store/measuredstore.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <unordered_map>

namespace holdline::server {

/// All sessions of this server: creates, sweeps and expires them, and takes stored ones into
/// memory. Owned by main(); main thread.
class SessionRegistry : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        Duration timeout{std::chrono::minutes(5)}; ///< how long a detached session stays in memory
        Duration sweepInterval{std::chrono::seconds(60)};
        Duration retention{std::chrono::hours(24)}; ///< of a Durable session in the store
        Duration tombstones{std::chrono::hours(24)};
        std::size_t contextMessages = 100;
        Duration contextAge{std::chrono::minutes(5)}; ///< for messages of a restored session
        Duration noteInterval{std::chrono::seconds(5)}; ///< between two writes of lastActiveAt
    };

    /// `store` and `clock` must outlive this object. Calls sweep() every sweepInterval.
    SessionRegistry(SessionStore &store, const Clock &clock, Limits limits,
                    QObject *parent = nullptr);
    ~SessionRegistry() override;

    /// Creates a plain session, attached.
    Session &create();
    /// Passes a change of a plain session to the store. See PlainWriter.
    void write(Session &session, Change change);
    /// The session with this id in memory; null if there is none.
    Session *find(const SessionId &id) const
    {
        const auto found = m_sessions.find(id);
        return found == m_sessions.end() ? nullptr : found->second.get();
    }
    /// True if the session is detached and its time in memory is over. The next sweep expires it.
    bool isOver(const Session &session) const { return awayFor(session) > m_limits.timeout; }
    /// Removes messages from before `contextAge` from the context of a session whose client is back
    /// after `away`.
    void shortenContext(Session &session, Duration away) const;

    // ---- stored sessions

    using Created = std::function<void(Session *)>;
    using Found = std::function<void(Result<Lookup, StoreError>)>;

    /// Creates a Durable session, attached. `done` is called once it is stored, or with null if it
    /// cannot be stored.
    void createDurable(const QByteArray &secret, const QString &epoch, Created done);
    using SecretFound = std::function<void(Result<SecretLookup, StoreError>)>;
    /// Looks up the secret of a Durable session that is not in memory.
    void lookUpSecret(const SessionId &id, SecretFound done);
    /// Loads a session that is not in memory from the store.
    void lookUp(const SessionId &id, Found done);
    /// Takes a stored session into memory, detached.
    Session &adopt(const StoredSession &stored);
    /// The client of the session is back, or a newer connection has it. The caller writes
    /// SessionReconnected.
    void attach(Session &session);
    /// Ends a session for good, in memory and in the store.
    void expire(const SessionId &id);
    /// Removes a session from memory that was already ended in the store.
    void forget(const SessionId &id) { m_sessions.erase(id); }

    // ---- any session

    /// The client has gone: starts the timeout and notes the time in lastActiveAt. A session that
    /// was never used leaves memory at once; it can still come back from the store.
    void detach(Session &session);
    /// A message arrived from the client. Cheap enough to be called for each.
    void touch(Session &session);

    /// Expires sessions that were detached for too long, in memory and in the store. Ignores the
    /// time of day.
    void sweep();
    /// Writes when every session was last active, and waits for the store. Call it once, at a
    /// regular end.
    void close();

    SessionCounts counts() const;
    SessionStore &store() { return m_store; }
    Duration timeout() const { return m_limits.timeout; }

    // ---- for operators

    /// All sessions in memory.
    std::vector<Session *> sessions() const
    {
        std::vector<Session *> all;
        for (const auto &[id, session] : m_sessions)
            all.push_back(session.get());
        return all;
    }
    /// Time since the session was created.
    Duration ageOf(const Session &session) const
    {
        return std::max(Duration(0), Duration(m_clock.wallTime() - session.createdAt));
    }
    /// Time since its client left; 0 while it is attached.
    Duration awayFor(const Session &session) const
    {
        return session.attached ? Duration(0) : elapsed(m_clock.now(), session.detachedAt);
    }
    /// Expires detached sessions in memory whose time is over.
    void expireDetached();
    /// Expires all sessions that are in the store and not in memory.
    void expireStored();
    /// Plain sessions created since the start, and how often a plain session was restored.
    quint64 created() const { return m_created; }
    quint64 restored() const { return m_restored; }
    /// Times from losing a client to its return, in both dialects and across restarts.
    const DurationHistogram &recoveries() const { return m_recoveries; }
    const DurationHistogram &commits() const { return m_store.commits(); }

Q_SIGNALS:
    /// A detached Durable session leaves memory because its time is over or because its client
    /// never used it. The session is deleted when the signal returns.
    void unloading(const holdline::SessionId &id);

private:
    Session &add(const SessionId &id);
    void sweepStore(Duration plain, Duration streams);
    void unload(const SessionId &id);
    void noteActivity();
    Batch wholeOf(const Session &session) const;

    MeasuredStore m_store;
    const Clock &m_clock;
    Limits m_limits;
    std::unordered_map<SessionId, std::unique_ptr<Session>> m_sessions;
    std::vector<SessionId> m_active; ///< touched since noteActivity()
    quint64 m_created = 0;
    quint64 m_restored = 0;
    DurationHistogram m_recoveries;
    Instant m_sweptAt; ///< when the store was last swept
    QTimer m_sweepTimer;
    QTimer m_noteTimer;
};

} // namespace holdline::server
