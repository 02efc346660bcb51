// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sqlitesessions.h"

#include "core/overloaded.h"
#include "server/memoryjson.h"
#include "server/sqliteanswers.h"
#include "server/sqlitehistory.h"
#include "server/sqlitestreams.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <sqlite3.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

/// A refusal names no session by itself.
sqlite::Error named(sqlite::Error error, const SessionId &id)
{
    if ((error.code & 0xff) == SQLITE_CONSTRAINT)
        error.message = u"session %1: %2"_s.arg(id.shortened(), error.message);
    return error;
}

QString toJson(const std::vector<SessionId> &ids)
{
    QJsonArray array;
    for (const SessionId &id : ids)
        array.append(id.toString());
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace

StoreError storeError(const sqlite::Error &error)
{
    const auto kind = [&error] {
        switch (error.code & 0xff) {
        case SQLITE_FULL:
            return StoreError::Kind::Full;
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

Result<SqliteSessions, sqlite::Error> SqliteSessions::create(sqlite::Database database)
{
    auto queries = SqliteQueries::create(std::move(database));
    if (!queries)
        return Failure{queries.error()};
    return SqliteSessions(std::move(queries).value());
}

/// Nothing when there is no such session.
Result<std::optional<qint64>, sqlite::Error> SqliteSessions::keyOf(const SessionId &id)
{
    if (m_known && m_known->id == id)
        return std::optional(m_known->key);
    std::optional<qint64> key;
    const auto found = m_queries.run(Query::FindKey, {id.toString()},
                                     [&key](const sqlite::Row &row) { key = row.integer(0); });
    if (!found)
        return Failure{found.error()};
    if (key)
        m_known = Known{id, *key};
    return key;
}

Outcome<sqlite::Error> SqliteSessions::create(const SessionCreated &change)
{
    qint64 key = 0;
    auto done = m_queries.run(Query::InsertSession, {change.id.toString(), toSql(change.at)},
                              [&key](const sqlite::Row &row) { key = row.integer(0); });
    if (done && !change.secret.isEmpty())
        done = m_queries.run(Query::InsertStream, {key, change.secret, change.epoch});
    return done;
}

Outcome<sqlite::Error> SqliteSessions::bury(const SessionExpired &change)
{
    m_known.reset();
    const QString id = change.id.toString();
    auto done = m_queries.run(Query::DeleteSession, {id});
    return done ? m_queries.run(Query::InsertTombstone, {id, toSql(change.at)}) : done;
}

Outcome<sqlite::Error> SqliteSessions::clear(qint64 session)
{
    auto done = clearMessages(m_queries, session);
    if (done)
        done = clearJournal(m_queries, session);
    return done ? clearAnswer(m_queries, session) : done;
}

Outcome<sqlite::Error> SqliteSessions::apply(qint64 session, const Change &change)
{
    return std::visit(
        Overloaded{
            // Handled without a key.
            [](const SessionCreated &) -> Outcome<sqlite::Error> { return Success{}; },
            [](const SessionExpired &) -> Outcome<sqlite::Error> { return Success{}; },
            [&](const SessionTouched &touched) {
                return m_queries.run(Query::TouchSession, {session, toSql(touched.at)});
            },
            [&](const SessionReconnected &reconnected) {
                return m_queries.run(Query::ReconnectSession, {session, toSql(reconnected.at)});
            },
            [&](const MemoryChanged &remembered) {
                return m_queries.run(Query::SetMemory, {session, memoryToJson(remembered.memory)});
            },
            [&](const HistoryCleared &) { return clear(session); },
            [&](const auto &other) { return write(m_queries, session, other); },
        },
        change);
}

Outcome<sqlite::Error> SqliteSessions::apply(const Change &change)
{
    if (const auto *created = std::get_if<SessionCreated>(&change))
        return create(*created);
    if (const auto *expired = std::get_if<SessionExpired>(&change))
        return bury(*expired);
    const SessionId &id =
        std::visit([](const auto &any) -> const SessionId & { return any.id; }, change);
    const auto key = keyOf(id);
    if (!key)
        return Failure{key.error()};
    if (key.value()) {
        const auto done = apply(*key.value(), change);
        return done ? done : Failure{named(done.error(), id)};
    }
    if (std::holds_alternative<SessionTouched>(change))
        return Success{};
    return Failure{refusal(u"no session %1"_s.arg(id.shortened()))};
}

Outcome<sqlite::Error> SqliteSessions::applyAll(std::span<const Batch *const> batches)
{
    m_known.reset(); // it may have been made by a transaction that failed
    sqlite::Transaction transaction(m_queries.database());
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const Batch *batch : batches) {
        for (const Change &change : *batch) {
            if (auto applied = apply(change); !applied)
                return applied;
        }
    }
    return transaction.commit();
}

Outcome<StoreError> SqliteSessions::commit(std::span<const Batch *const> batches)
{
    auto done = applyAll(batches);
    if (!done)
        return Failure{storeError(done.error())};
    return Success{};
}

Result<StoredSession, sqlite::Error> SqliteSessions::complete(qint64 session, StoredSession stored,
                                                              int messageLimit)
{
    auto messages = newestMessages(m_queries, session, messageLimit);
    if (!messages)
        return Failure{messages.error()};
    auto stream = readStream(m_queries, session);
    if (!stream)
        return Failure{stream.error()};
    stored.messages = std::move(messages).value();
    stored.stream = std::move(stream).value();
    return stored;
}

Result<Lookup, StoreError> SqliteSessions::load(const SessionId &id, int messageLimit)
{
    Lookup lookup;
    qint64 key = 0;
    auto read = m_queries.run(Query::FindSession, {id.toString()}, [&](const sqlite::Row &row) {
        key = row.integer(0);
        lookup = StoredSession{.id = id,
                               .createdAt = wallTime(row.integer(1)),
                               .lastActiveAt = wallTime(row.integer(2)),
                               .reconnectionAttempts = static_cast<int>(row.integer(3)),
                               .messages = {},
                               .messageCount = static_cast<int>(row.integer(5)),
                               .memory = memoryFromJson(row.text(4)),
                               .stream = {}};
    });
    if (auto *session = std::get_if<StoredSession>(&lookup); read && session) {
        auto whole = complete(key, std::move(*session), messageLimit);
        if (!whole)
            return Failure{storeError(named(whole.error(), id))};
        return Lookup(std::move(whole).value());
    }
    if (read)
        read = m_queries.run(Query::FindTombstone, {id.toString()}, [&](const sqlite::Row &row) {
            lookup = Tombstone{wallTime(row.integer(0))};
        });
    if (!read)
        return Failure{storeError(read.error())};
    return lookup;
}

Result<HistoryPage, StoreError> SqliteSessions::loadHistory(const SessionId &id, qint64 from,
                                                            qint64 bytes)
{
    m_known.reset();
    const auto key = keyOf(id);
    if (!key)
        return Failure{storeError(key.error())};
    if (!key.value())
        return HistoryPage{};
    auto page = historyPage(m_queries, *key.value(), from, bytes);
    if (!page)
        return Failure{storeError(page.error())};
    return std::move(page).value();
}

Outcome<sqlite::Error> SqliteSessions::expire(WallTime before, bool hasStream, const QString &keep,
                                              std::vector<SessionId> &expired)
{
    std::vector<SessionId> found;
    auto done = m_queries.run(Query::ExpireSessions, {toSql(before), qint64(hasStream), keep},
                              [&found](const sqlite::Row &row) {
                                  if (const auto id = SessionId::parse(row.text(0)))
                                      found.push_back(*id);
                              });
    for (const SessionId &id : found) {
        if (done)
            done = m_queries.run(Query::InsertTombstone, {id.toString(), toSql(before)});
    }
    expired.insert(expired.end(), found.begin(), found.end());
    return done;
}

Result<std::vector<SessionId>, StoreError> SqliteSessions::sweep(const SweepLimits &limits,
                                                                 const std::vector<SessionId> &keep)
{
    std::vector<SessionId> expired;
    const QString kept = toJson(keep);
    sqlite::Transaction transaction(m_queries.database());
    auto done = transaction.begin();
    if (done)
        done = m_queries.run(Query::ForgetTombstones, {toSql(limits.forgetBefore)});
    if (done)
        done = expire(limits.expirePlainBefore, false, kept, expired);
    if (done)
        done = expire(limits.expireStreamsBefore, true, kept, expired);
    if (done)
        done = transaction.commit();
    if (!done)
        return Failure{storeError(done.error())};
    return expired;
}

} // namespace holdline::server
