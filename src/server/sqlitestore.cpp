// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sqlitestore.h"

#include "core/handover.h"
#include "core/log.h"
#include "core/overloaded.h"
#include "server/sqliteschema.h"
#include "server/sqlitesessions.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

/// The main thread puts jobs into a queue; one writer thread takes all that wait, performs them in
/// order and posts their callbacks back. Only what m_mutex guards is touched by both.
class SqliteStore final : public SessionStore
{
public:
    explicit SqliteStore(SqliteSessions sessions)
        : m_sessions(std::move(sessions))
        , m_writer([this] { write(); })
    {
    }
    ~SqliteStore() override;

    void commit(Batch batch, Committed done) override
    {
        enqueue(CommitJob{std::move(batch), std::move(done)});
    }
    void load(const SessionId &id, int messageLimit, Loaded done) override
    {
        enqueue(LoadJob{id, messageLimit, std::move(done)});
    }
    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override
    {
        enqueue(HistoryJob{id, from, bytes, std::move(done)});
    }
    void sweep(const SweepLimits &limits, std::vector<SessionId> keep, Swept done) override
    {
        enqueue(SweepJob{limits, std::move(keep), std::move(done)});
    }
    void flush() override;
    std::optional<StoreError> trouble() const override;

private:
    struct CommitJob
    {
        Batch batch;
        Committed done;
    };
    struct LoadJob
    {
        SessionId id;
        int messageLimit;
        Loaded done;
    };
    struct HistoryJob
    {
        SessionId id;
        qint64 from;
        qint64 bytes;
        HistoryLoaded done;
    };
    struct SweepJob
    {
        SweepLimits limits;
        std::vector<SessionId> keep;
        Swept done;
    };
    using Job = std::variant<CommitJob, LoadJob, HistoryJob, SweepJob>;

    void enqueue(Job job);
    void write();
    void perform(std::span<Job> jobs);
    void commitTogether(std::span<Job> jobs);
    void commitAlone(CommitJob &job);
    template <typename AnyJob, typename Answer>
    void answer(AnyJob &job, Answer result);
    template <typename Done, typename Answer>
    void finish(Done done, Answer answer);
    void note(std::optional<StoreError> trouble);

    SqliteSessions m_sessions; ///< the writer's alone
    QObject m_context; ///< lives on the main thread; callbacks die with the store

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Job> m_waiting;
    bool m_isBusy = false;
    bool m_isEnding = false;
    std::optional<StoreError> m_trouble;

    std::thread m_writer; ///< last, so that it starts when all else is there
};

SqliteStore::~SqliteStore()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    m_writer.join();
}

void SqliteStore::enqueue(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(job));
    }
    m_changed.notify_all();
}

void SqliteStore::flush()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.empty() && !m_isBusy; });
}

std::optional<StoreError> SqliteStore::trouble() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

void SqliteStore::write()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return !m_waiting.empty() || m_isEnding; });
        if (m_waiting.empty())
            return;
        std::vector<Job> jobs = std::exchange(m_waiting, {});
        m_isBusy = true;
        lock.unlock();
        perform(jobs);
        lock.lock();
        m_isBusy = false;
        m_changed.notify_all();
    }
}

/// Neighbouring commits go together; loads and sweeps see exactly what was committed before them.
void SqliteStore::perform(std::span<Job> jobs)
{
    const auto isCommit = [](const Job &job) { return std::holds_alternative<CommitJob>(job); };
    while (!jobs.empty()) {
        const auto end = std::find_if_not(jobs.begin(), jobs.end(), isCommit);
        if (const auto count = static_cast<std::size_t>(end - jobs.begin()); count > 0) {
            commitTogether(jobs.first(count));
            jobs = jobs.subspan(count);
            continue;
        }
        std::visit(Overloaded{
                       [](const CommitJob &) {},
                       [this](LoadJob &load) {
                           answer(load, m_sessions.load(load.id, load.messageLimit));
                       },
                       [this](HistoryJob &load) {
                           answer(load, m_sessions.loadHistory(load.id, load.from, load.bytes));
                       },
                       [this](SweepJob &sweep) {
                           answer(sweep, m_sessions.sweep(sweep.limits, sweep.keep));
                       },
                   },
                   jobs.front());
        jobs = jobs.subspan(1);
    }
}

void SqliteStore::commitTogether(std::span<Job> jobs)
{
    std::vector<const Batch *> batches;
    for (const Job &job : jobs)
        batches.push_back(&std::get<CommitJob>(job).batch);
    const auto together = m_sessions.commit(batches);
    if (together)
        note(std::nullopt);
    for (Job &job : jobs) {
        auto &commit = std::get<CommitJob>(job);
        if (together)
            finish(std::move(commit.done), together);
        else
            commitAlone(commit); // a bad batch must not take the others along
    }
}

void SqliteStore::commitAlone(CommitJob &job)
{
    const Batch *batch = &job.batch;
    const auto outcome = m_sessions.commit(std::span(&batch, 1));
    note(outcome ? std::nullopt : std::optional(outcome.error()));
    finish(std::move(job.done), outcome);
}

template <typename AnyJob, typename Answer>
void SqliteStore::answer(AnyJob &job, Answer result)
{
    if (!result)
        note(result.error());
    finish(std::move(job.done), std::move(result));
}

/// Posts the callback to the main thread.
template <typename Done, typename Answer>
void SqliteStore::finish(Done done, Answer answer)
{
    if (!done)
        return;
    handOver(&m_context, [done = std::move(done), answer = std::move(answer)]() mutable {
        done(std::move(answer));
    });
}

/// Logs the way into trouble and out of it, not each failure on the way.
void SqliteStore::note(std::optional<StoreError> trouble)
{
    const std::scoped_lock lock(m_mutex);
    if (trouble && (!m_trouble || m_trouble->kind != trouble->kind))
        qCWarning(lcStore).noquote()
            << "sessions cannot be stored and will not survive a restart:" << trouble->detail;
    else if (!trouble && m_trouble)
        qCInfo(lcStore) << "sessions are stored again";
    m_trouble = std::move(trouble);
}

} // namespace

Result<std::unique_ptr<SessionStore>, StoreRefusal> openSqliteStore(const QString &path)
{
    auto database = openSessionDatabase(path);
    if (!database)
        return Failure{database.error()};
    auto sessions = SqliteSessions::create(std::move(database).value());
    if (!sessions)
        return Failure{damagedStore(path, sessions.error().message)};
    return std::unique_ptr<SessionStore>(
        std::make_unique<SqliteStore>(std::move(sessions).value()));
}

} // namespace holdline::server
