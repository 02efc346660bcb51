// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitesessions.h"

#include "server/store/memoryjson.h"
#include "server/store/sqlitehistory.h"
#include "server/store/sqlitestreams.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

QString toJson(const std::vector<SessionId> &ids)
{
    QJsonArray array;
    for (const SessionId &id : ids)
        array.append(id.toString());
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

/// The usual configuration if the text is not one of ours.
protocol::Configuration configurationFrom(const QString &text)
{
    return protocol::decodeConfiguration(QJsonDocument::fromJson(text.toUtf8()).object())
        .valueOr({});
}

/// What was set aside, without its messages. `row` is one of FindSession.
StoredAside asideOf(const sqlite::Row &row)
{
    StoredAside aside{.messages = {}, .messageCount = static_cast<int>(row.integer(9))};
    if (!row.isNull(8))
        aside.memory = memoryFromJson(row.text(8));
    return aside;
}

} // namespace

StoreError storeError(const sqlite::Error &error)
{
    const auto kind = [&error] {
        switch (error.code & 0xff) {
        case SQLITE_FULL:
            return StoreError::Kind::Full;
        case SQLITE_TOOBIG:
            return StoreError::Kind::SessionFull;
        case SQLITE_READONLY:
            return StoreError::Kind::ReadOnly;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return StoreError::Kind::Damaged;
        case SQLITE_IOERR:
            // SQLite itself takes only ENOSPC for a full disk.
            if (error.systemError == EDQUOT || error.systemError == EFBIG)
                return StoreError::Kind::Full;
            return error.systemError == EROFS ? StoreError::Kind::ReadOnly
                                              : StoreError::Kind::Other;
        default:
            return StoreError::Kind::Other;
        }
    };
    return {kind(), error.message};
}

Result<SqliteSessions, sqlite::Error> SqliteSessions::create(sqlite::Database database,
                                                             qint64 limit)
{
    const auto pageSize = database.ask("PRAGMA page_size");
    if (!pageSize)
        return Failure{pageSize.error()};
    const qint64 pageBytes = pageSize.value().toLongLong();
    const QByteArray most = "PRAGMA max_page_count = " + QByteArray::number(limit / pageBytes);
    if (const auto limited = database.ask(most.constData()); !limited)
        return Failure{limited.error()};
    auto queries = SqliteQueries::create(std::move(database));
    if (!queries)
        return Failure{queries.error()};
    return SqliteSessions(std::move(queries).value(), StoreRoom(pageBytes, limit));
}

Outcome<sqlite::Error> SqliteSessions::applyBatch(const Batch &batch)
{
    for (const Change &change : batch) {
        if (auto applied = m_changes.apply(m_queries, change); !applied)
            return applied;
    }
    // Checked after the whole batch, because the batch may also delete data. All changes in a batch
    // that grow belong to one session.
    const auto grown = std::ranges::find_if(batch, grows);
    if (grown == batch.end())
        return Success{};
    const SessionId &id = sessionOf(*grown);
    const auto key = m_changes.keyOf(m_queries, id);
    if (!key)
        return Failure{key.error()};
    // The session may have ended in the same batch.
    return key.value() ? m_room.check(m_queries, *key.value(), id) : Success{};
}

/// Removes the old content of overwritten pages from the write-ahead log.
void SqliteSessions::wipe()
{
    (void)m_queries.database().execute(
        "PRAGMA wal_checkpoint(TRUNCATE)"); // the next sweep tries again
}

/// Applies a batch in a transaction with others. If it is refused, only this batch is undone.
Outcome<sqlite::Error> SqliteSessions::applyAmongOthers(const Batch &batch)
{
    if (auto begun = m_queries.run(Query::BeginBatch, {}); !begun)
        return begun;
    const auto applied = applyBatch(batch);
    if (applied)
        return m_queries.run(Query::EndBatch, {});
    m_changes.forgetKey(); // this batch may have created that session
    if (m_queries.database().isInTransaction()) {
        (void)m_queries.run(Query::UndoBatch, {});
        (void)m_queries.run(Query::EndBatch, {});
    }
    return applied;
}

/// Fails if no batch is committed.
Result<std::vector<Outcome<StoreError>>, sqlite::Error>
SqliteSessions::commitTogether(std::span<const Batch *const> batches)
{
    m_changes.forgetKey(); // a transaction that failed may have created that session
    sqlite::Database &database = m_queries.database();
    sqlite::Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return Failure{begun.error()};
    std::vector<Outcome<StoreError>> outcomes;
    for (const Batch *batch : batches) {
        const auto applied = applyAmongOthers(*batch);
        if (!applied && !database.isInTransaction()) // SQLite has undone the whole transaction
            return Failure{applied.error()};
        outcomes.push_back(applied ? Outcome<StoreError>(Success{})
                                   : Failure{storeError(applied.error())});
    }
    if (const auto committed = transaction.commit(); !committed)
        return Failure{committed.error()};
    if (std::ranges::any_of(batches, leavesTraces))
        wipe();
    return outcomes;
}

std::vector<Outcome<StoreError>> SqliteSessions::commit(std::span<const Batch *const> batches)
{
    if (auto together = commitTogether(batches))
        return std::move(together).value();
    std::vector<Outcome<StoreError>> outcomes; // a single batch may have caused the failure
    for (const Batch *batch : batches)
        outcomes.push_back(commit(*batch));
    return outcomes;
}

Outcome<StoreError> SqliteSessions::commit(const Batch &batch)
{
    const Batch *const one = &batch;
    const auto committed = commitTogether(std::span(&one, 1));
    return committed ? committed.value().front() : Failure{storeError(committed.error())};
}

Outcome<StoreError> SqliteSessions::copyTo(const QString &path)
{
    auto copy = m_queries.database().prepare("VACUUM INTO ?1");
    if (!copy)
        return Failure{storeError(copy.error())};
    if (const auto done = copy.value().run({path}); !done)
        return Failure{storeError(done.error())};
    return Success{};
}

/// `asideBefore`: messages with a lower key were set aside.
Result<StoredSession, sqlite::Error> SqliteSessions::complete(qint64 session, StoredSession stored,
                                                              int messageLimit, qint64 asideBefore)
{
    auto messages = newestMessages(m_queries, session, messageLimit, {.from = asideBefore});
    if (!messages)
        return Failure{messages.error()};
    auto stream = readStream(m_queries, session);
    if (!stream)
        return Failure{stream.error()};
    if (stored.aside) {
        auto aside = newestMessages(m_queries, session, messageLimit, {.before = asideBefore});
        if (!aside)
            return Failure{aside.error()};
        stored.aside->messages = std::move(aside).value();
    }
    stored.messages = std::move(messages).value();
    stored.stream = std::move(stream).value();
    return stored;
}

Result<Lookup, StoreError> SqliteSessions::load(const SessionId &id, int messageLimit)
{
    Lookup lookup;
    qint64 key = 0;
    qint64 asideBefore = 0;
    auto read = m_queries.run(Query::FindSession, {id.toString()}, [&](const sqlite::Row &row) {
        key = row.integer(0);
        lookup = StoredSession{.id = id,
                               .createdAt = wallTime(row.integer(1)),
                               .lastActiveAt = wallTime(row.integer(2)),
                               .reconnectionAttempts = static_cast<int>(row.integer(3)),
                               .messages = {},
                               .messageCount = static_cast<int>(row.integer(5)),
                               .memory = memoryFromJson(row.text(4)),
                               .configuration = configurationFrom(row.text(6)),
                               .stream = {}};
        asideBefore = row.integer(7);
        if (asideBefore > 0)
            std::get<StoredSession>(lookup).aside = asideOf(row);
    });
    if (auto *session = std::get_if<StoredSession>(&lookup); read && session) {
        auto whole = complete(key, std::move(*session), messageLimit, asideBefore);
        if (!whole)
            return Failure{storeError(named(whole.error(), id))};
        return Lookup(std::move(whole).value());
    }
    if (read)
        read = m_queries.run(Query::FindTombstone, {id.toString()},
                             [&lookup](const sqlite::Row &) { lookup = Tombstone{}; });
    if (!read)
        return Failure{storeError(read.error())};
    return lookup;
}

Result<SecretLookup, StoreError> SqliteSessions::loadSecret(const SessionId &id)
{
    SecretLookup lookup;
    auto read = m_queries.run(Query::FindTombstone, {id.toString()},
                              [&lookup](const sqlite::Row &) { lookup = Tombstone{}; });
    if (read)
        read = m_queries.run(Query::FindSecret, {id.toString()},
                             [&](const sqlite::Row &row) { lookup = row.blob(0); });
    if (!read)
        return Failure{storeError(read.error())};
    return lookup;
}

Result<HistoryPage, StoreError> SqliteSessions::loadHistory(const SessionId &id, qint64 from,
                                                            qint64 bytes)
{
    m_changes.forgetKey();
    const auto key = m_changes.keyOf(m_queries, id);
    if (!key)
        return Failure{storeError(key.error())};
    if (!key.value())
        return HistoryPage{};
    auto page = historyPage(m_queries, *key.value(), from, bytes);
    if (!page)
        return Failure{storeError(page.error())};
    return std::move(page).value();
}

/// Expires sessions that were left before this moment of uptime.
Outcome<sqlite::Error> SqliteSessions::expire(qint64 before, bool isDurable, const QString &keep,
                                              std::vector<SessionId> &expired)
{
    std::vector<SessionId> found;
    auto done = m_queries.run(Query::ExpireSessions, {before, qint64(isDurable), keep},
                              [&found](const sqlite::Row &row) {
                                  if (const auto id = SessionId::parse(row.text(0)))
                                      found.push_back(*id);
                              });
    for (const SessionId &id : found) {
        if (done)
            done = m_queries.run(Query::InsertTombstone, {id.toString()});
    }
    expired.insert(expired.end(), found.begin(), found.end());
    return done;
}

Result<std::vector<SessionId>, StoreError> SqliteSessions::sweep(const SweepLimits &limits,
                                                                 const std::vector<SessionId> &keep)
{
    std::vector<SessionId> expired;
    const QString kept = toJson(keep);
    qint64 uptime = 0;
    sqlite::Transaction transaction(m_queries.database());
    auto done = transaction.begin();
    if (done)
        done = m_queries.run(Query::AddUptime, {qint64(limits.passed.count())},
                             [&uptime](const sqlite::Row &row) { uptime = row.integer(0); });
    if (done)
        done = m_queries.run(Query::MarkLeft, {uptime, kept});
    if (done)
        done = m_queries.run(Query::ForgetTombstones, {uptime - limits.tombstones.count()});
    if (done)
        done = expire(uptime - limits.plain.count(), false, kept, expired);
    if (done)
        done = expire(uptime - limits.streams.count(), true, kept, expired);
    if (done)
        done = transaction.commit();
    if (!done)
        return Failure{storeError(done.error())};
    wipe();
    return expired;
}

} // namespace holdline::server
