// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitestore.h"

#include "core/handover.h"
#include "core/log.h"
#include "core/overloaded.h"
#include "server/store/sqlitefile.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

const StoreError kClosed{StoreError::Kind::Moved, u"the store could not be opened again"_s};

/// The main thread puts jobs into a queue. The writer thread takes all waiting jobs, performs them
/// in order and posts their callbacks back. Both threads touch only the members that m_mutex
/// guards.
class SqliteStore final : public SessionStore
{
public:
    explicit SqliteStore(SqliteFile file) : m_file(std::move(file)), m_writer([this] { write(); })
    {
    }
    ~SqliteStore() override;

    using SessionStore::commit;
    void commit(std::shared_ptr<const Batch> batch, Committed done) override
    {
        enqueue(CommitJob{std::move(batch), std::move(done)});
    }
    void loadSecret(const SessionId &id, SecretLoaded done) override
    {
        enqueue(SecretJob{id, std::move(done)});
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
        std::shared_ptr<const Batch> batch;
        Committed done;
    };
    struct LoadJob
    {
        SessionId id;
        int messageLimit;
        Loaded done;
    };
    struct SecretJob
    {
        SessionId id;
        SecretLoaded done;
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
    using Job = std::variant<CommitJob, LoadJob, SecretJob, HistoryJob, SweepJob>;

    void enqueue(Job job);
    void write();
    void perform(std::span<Job> jobs);
    void commitAndAnswer(std::span<Job> jobs);
    std::vector<Outcome<StoreError>> commit(const std::vector<const Batch *> &batches);
    Result<std::vector<SessionId>, StoreError> swept(const SweepJob &sweep);
    template <typename AnyJob, typename Answer>
    void answer(AnyJob &job, Answer result);
    void finish(CommitJob &job, const Outcome<StoreError> &outcome);
    template <typename Done, typename Answer>
    void handOverTo(Done done, Answer answer);
    void note(std::optional<StoreError> trouble);

    SqliteFile m_file; ///< only for the writer thread
    QObject m_context; ///< lives on the main thread; its end drops the callbacks

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Job> m_waiting;
    bool m_isBusy = false;
    bool m_isEnding = false;
    std::optional<StoreError> m_trouble;

    std::thread m_writer; ///< last, so that the thread starts after all other members exist
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

/// Performs all commits between two sweeps together, before the lookups among them, so that a
/// lookup causes no second wait for the disk. A sweep sees exactly what was committed before it; it
/// must not take a session that is created after it for an old one.
void SqliteStore::perform(std::span<Job> jobs)
{
    const auto isSweep = [](const Job &job) { return std::holds_alternative<SweepJob>(job); };
    while (!jobs.empty()) {
        const auto sweep = std::ranges::find_if(jobs, isSweep);
        const auto count = static_cast<std::size_t>(sweep - jobs.begin());
        if (count == 0) {
            auto &first = std::get<SweepJob>(jobs.front());
            answer(first, swept(first));
        } else {
            commitAndAnswer(jobs.first(count));
        }
        jobs = jobs.subspan(std::max<std::size_t>(count, 1));
    }
}

/// `jobs` contains no sweeps. Callbacks come in the order of the calls.
void SqliteStore::commitAndAnswer(std::span<Job> jobs)
{
    std::vector<const Batch *> batches;
    for (const Job &job : jobs) {
        if (const auto *commit = std::get_if<CommitJob>(&job))
            batches.push_back(commit->batch.get());
    }
    const auto outcomes = commit(batches);
    auto outcome = outcomes.begin();
    SqliteSessions *sessions = m_file.sessions();
    const auto whenOpen = [sessions](auto question) {
        using Answer = decltype(question(*sessions));
        return sessions ? question(*sessions) : Answer(Failure{kClosed});
    };
    const auto perform = Overloaded{
        [&](CommitJob &job) { finish(job, *outcome++); },
        [&](LoadJob &job) {
            answer(job, whenOpen([&](SqliteSessions &open) {
                       return open.load(job.id, job.messageLimit);
                   }));
        },
        [&](SecretJob &job) {
            answer(job, whenOpen([&](SqliteSessions &open) { return open.loadSecret(job.id); }));
        },
        [&](HistoryJob &job) {
            answer(job, whenOpen([&](SqliteSessions &open) {
                       return open.loadHistory(job.id, job.from, job.bytes);
                   }));
        },
        [](SweepJob &) {},
    };
    for (Job &job : jobs)
        std::visit(perform, job);
}

/// Returns an outcome for each batch.
std::vector<Outcome<StoreError>> SqliteStore::commit(const std::vector<const Batch *> &batches)
{
    if (batches.empty())
        return {};
    const auto sessions = m_file.inPlace();
    if (!sessions)
        return std::vector(batches.size(), Outcome<StoreError>(Failure{sessions.error()}));
    return sessions.value()->commit(batches);
}

/// Also notices, while nothing is written, if the file was moved or deleted.
Result<std::vector<SessionId>, StoreError> SqliteStore::swept(const SweepJob &sweep)
{
    const auto sessions = m_file.inPlace();
    if (!sessions)
        return Failure{sessions.error()};
    if (const auto known = trouble(); known && known->kind == StoreError::Kind::Moved)
        note(std::nullopt);
    return sessions.value()->sweep(sweep.limits, sweep.keep);
}

/// Releases the batch: from now on only its owner uses it.
void SqliteStore::finish(CommitJob &job, const Outcome<StoreError> &outcome)
{
    note(outcome ? std::nullopt : std::optional(outcome.error()));
    job.batch.reset();
    handOverTo(std::move(job.done), outcome);
}

template <typename AnyJob, typename Answer>
void SqliteStore::answer(AnyJob &job, Answer result)
{
    if (!result)
        note(result.error());
    handOverTo(std::move(job.done), std::move(result));
}

/// Posts the callback to the main thread.
template <typename Done, typename Answer>
void SqliteStore::handOverTo(Done done, Answer answer)
{
    if (!done)
        return;
    handOver(&m_context, [done = std::move(done), answer = std::move(answer)]() mutable {
        done(std::move(answer));
    });
}

/// Logs the first failure and the end of the trouble, but not each failure in between. A session
/// that has reached its own limit does not count as trouble of the store.
void SqliteStore::note(std::optional<StoreError> trouble)
{
    if (trouble && trouble->kind == StoreError::Kind::SessionFull)
        return;
    const std::scoped_lock lock(m_mutex);
    if (trouble && (!m_trouble || m_trouble->kind != trouble->kind))
        qCWarning(lcStore).noquote()
            << "sessions cannot be stored and will not survive a restart:" << trouble->detail;
    else if (!trouble && m_trouble)
        qCInfo(lcStore) << "sessions are stored again";
    m_trouble = std::move(trouble);
}

} // namespace

Result<std::unique_ptr<SessionStore>, StoreRefusal> openSqliteStore(const QString &path,
                                                                    qint64 limit)
{
    auto file = SqliteFile::open(path, limit);
    if (!file)
        return Failure{file.error()};
    return std::unique_ptr<SessionStore>(std::make_unique<SqliteStore>(std::move(file).value()));
}

} // namespace holdline::server
