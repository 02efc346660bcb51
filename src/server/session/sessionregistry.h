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

/// All sessions of this server: creates, restores, expires and sweeps them, and writes every change
/// to the store. Main thread.
class SessionRegistry : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        Duration timeout{std::chrono::minutes(5)}; ///< of a detached session
        Duration sweepInterval{std::chrono::seconds(60)};
        Duration retention{std::chrono::hours(24)}; ///< of a v1 session in the store
        Duration tombstones{std::chrono::hours(24)};
        std::size_t contextMessages = 100;
        Duration contextAge{std::chrono::minutes(5)}; ///< of what a restored session still knows
        Duration noteInterval{std::chrono::seconds(5)}; ///< between writes of lastActiveAt
    };

    /// `store` and `clock` must outlive this. Sweeps by itself every sweepInterval.
    SessionRegistry(SessionStore &store, const Clock &clock, Limits limits,
                    QObject *parent = nullptr);
    ~SessionRegistry() override;

    /// A new session, attached.
    Session &create();
    /// The session of that id in memory; null if there is none.
    Session *find(const SessionId &id) const
    {
        const auto found = m_sessions.find(id);
        return found == m_sessions.end() ? nullptr : found->second.get();
    }
    /// A detached session whose time in memory is over. The next sweep expires it.
    bool isOver(const Session &session) const { return awayFor(session) > m_limits.timeout; }
    /// Forgets what a session knows from before `contextAge`. Its client is back after `away`.
    void shortenContext(Session &session, Duration away) const;

    // ---- stored sessions

    using Created = std::function<void(Session *)>;
    using Found = std::function<void(Result<Lookup, StoreError>)>;

    /// A new v1 session, attached; `done` comes once it is stored, with null if that is not to be.
    void createDurable(const QByteArray &secret, const QString &epoch, Created done);
    using SecretFound = std::function<void(Result<SecretLookup, StoreError>)>;
    /// What somebody must know to have a v1 session that is not in memory.
    void lookUpSecret(const SessionId &id, SecretFound done);
    /// What the store knows of a session that is not in memory.
    void lookUp(const SessionId &id, Found done);
    /// The stored v1 session in memory, detached.
    Session &adopt(const StoredSession &stored);
    /// Its client is back, or another client has taken it over.
    void attach(Session &session);
    /// Ends a session for good.
    void expire(const SessionId &id);
    /// The session has been ended in the store.
    void forget(const SessionId &id) { m_sessions.erase(id); }

    // ---- any session

    /// Its clock starts to run: the end of its connection is the last that was heard of it. A
    /// session that was never used leaves memory at once, and can still come back from the store.
    void detach(Session &session);
    /// Something arrived from its client. Cheap: for every inbound message.
    void touch(Session &session);

    /// Gives the message a name within its session unless it has one, and says which. It was said
    /// at `at`, which is now unless given.
    QString append(Session &session, speech::Role role, const QString &text,
                   const QString &messageId = {}, std::optional<WallTime> at = {});
    /// The user has heard only the first `heard` characters of the newest answer, which has that
    /// name.
    void cutShort(Session &session, const QString &messageId, int heard);
    void setMemory(Session &session, const speech::Memory &memory);
    void clearHistory(Session &session);

    /// Expires detached sessions whose time is over, stored ones some time later, and never an
    /// attached one. What the time of day is does not matter.
    void sweep();
    /// Notes when every session was last active and waits for the store. For the orderly end.
    void close();

    SessionCounts counts() const;
    SessionStore &store() { return m_store; }
    Duration timeout() const { return m_limits.timeout; }

    // ---- for operators

    /// Those in memory.
    std::vector<Session *> sessions() const
    {
        std::vector<Session *> all;
        for (const auto &[id, session] : m_sessions)
            all.push_back(session.get());
        return all;
    }
    /// Since it was created.
    Duration ageOf(const Session &session) const
    {
        return std::max(Duration(0), Duration(m_clock.wallTime() - session.createdAt));
    }
    /// Since its client left; 0 while it is there.
    Duration awayFor(const Session &session) const
    {
        return session.attached ? Duration(0) : elapsed(m_clock.now(), session.detachedAt);
    }
    /// Expires detached sessions whose time is over.
    void expireDetached();
    /// Expires all that are only stored.
    void expireStored();
    /// Plain sessions since the start, and how often one was given back.
    quint64 created() const { return m_created; }
    quint64 restored() const { return m_restored; }
    /// From losing a client to having it back, in both dialects and across restarts.
    const DurationHistogram &recoveries() const { return m_recoveries; }
    const DurationHistogram &commits() const { return m_store.commits(); }

Q_SIGNALS:
    /// The time in memory of a detached v1 session is over, or nobody ever used it: it goes when
    /// this returns.
    void unloading(const holdline::SessionId &id);

private:
    Session &add(const SessionId &id);
    void sweepStore(Duration plain, Duration streams);
    void unload(const SessionId &id);
    void noteActivity();
    void write(Session &session, Change change);
    Batch wholeOf(const Session &session) const;

    MeasuredStore m_store;
    const Clock &m_clock;
    Limits m_limits;
    std::unordered_map<SessionId, std::unique_ptr<Session>> m_sessions;
    std::vector<SessionId> m_active; ///< touched since the last note
    quint64 m_created = 0;
    quint64 m_restored = 0;
    DurationHistogram m_recoveries;
    Instant m_sweptAt; ///< the store, last
    QTimer m_sweepTimer;
    QTimer m_noteTimer;
};

} // namespace holdline::server
