// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/memorystore.h"

#include "server/store/sqliteschema.h"
#include "server/store/sqlitesessions.h"

#include <QObject>

namespace holdline::server {

namespace {

/// Performs each call at once, on the main thread, because it does not wait for a disk.
class MemoryStore final : public SessionStore
{
public:
    explicit MemoryStore(SqliteSessions sessions) : m_sessions(std::move(sessions)) { }

    using SessionStore::commit;
    void commit(std::shared_ptr<const Batch> batch, Committed done) override
    {
        auto outcome = m_sessions.commit(*batch);
        if (outcome)
            m_trouble.reset();
        else if (outcome.error().kind != StoreError::Kind::SessionFull)
            m_trouble = outcome.error();
        reply(std::move(done), std::move(outcome));
    }
    void load(const SessionId &id, int messageLimit, Loaded done) override
    {
        reply(std::move(done), m_sessions.load(id, messageLimit));
    }
    void loadSecret(const SessionId &id, SecretLoaded done) override
    {
        reply(std::move(done), m_sessions.loadSecret(id));
    }
    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override
    {
        reply(std::move(done), m_sessions.loadHistory(id, from, bytes));
    }
    void sweep(const SweepLimits &limits, std::vector<SessionId> keep, Swept done) override
    {
        reply(std::move(done), m_sessions.sweep(limits, keep));
    }
    void flush() override { }
    std::optional<StoreError> trouble() const override { return m_trouble; }

private:
    template <typename Callback, typename Answer>
    void reply(Callback done, Answer answer)
    {
        if (!done)
            return;
        QMetaObject::invokeMethod(
            &m_context,
            [done = std::move(done), answer = std::move(answer)]() mutable {
                done(std::move(answer));
            },
            Qt::QueuedConnection);
    }

    SqliteSessions m_sessions;
    std::optional<StoreError> m_trouble;
    QObject m_context; ///< context of the callbacks, which are dropped when the store is deleted
};

} // namespace

std::unique_ptr<SessionStore> memoryStore(qint64 limit)
{
    auto database = makeMemoryDatabase();
    if (!database)
        qFatal("no memory for the session store: %s", qPrintable(database.error().message));
    auto sessions = SqliteSessions::create(std::move(database).value(), limit);
    if (!sessions)
        qFatal("the session store cannot be made: %s", qPrintable(sessions.error().message));
    return std::make_unique<MemoryStore>(std::move(sessions).value());
}

} // namespace holdline::server
