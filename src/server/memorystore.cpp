// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/memorystore.h"

#include "server/sqliteschema.h"
#include "server/sqlitesessions.h"

#include <QObject>

namespace holdline::server {

namespace {

/// Works at once, on the main thread: nothing has to wait for a disk.
class MemoryStore final : public SessionStore
{
public:
    explicit MemoryStore(SqliteSessions sessions) : m_sessions(std::move(sessions)) { }

    void commit(Batch batch, Committed done) override
    {
        const Batch *one = &batch;
        auto outcome = m_sessions.commit(std::span(&one, 1));
        m_trouble = outcome ? std::nullopt : std::optional(outcome.error());
        reply(std::move(done), std::move(outcome));
    }
    void load(const SessionId &id, int messageLimit, Loaded done) override
    {
        reply(std::move(done), m_sessions.load(id, messageLimit));
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
    QObject m_context; ///< callbacks die with the store
};

} // namespace

std::unique_ptr<SessionStore> memoryStore()
{
    auto database = makeMemoryDatabase();
    if (!database)
        qFatal("no memory for the session store: %s", qPrintable(database.error().message));
    auto sessions = SqliteSessions::create(std::move(database).value());
    if (!sessions)
        qFatal("the session store cannot be made: %s", qPrintable(sessions.error().message));
    return std::make_unique<MemoryStore>(std::move(sessions).value());
}

} // namespace holdline::server
