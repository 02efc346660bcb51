// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sqlitesessions.h"

#include "core/overloaded.h"
#include "server/memoryjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <sqlite3.h>

#include <array>
#include <cerrno>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

enum Query : std::size_t {
    InsertSession,
    TouchSession,
    ReconnectSession,
    InsertMessage,
    SetMemory,
    FindSession,
    DeleteMessages,
    DeleteSession,
    InsertTombstone,
    NewestMessages,
    FindTombstone,
    ExpireSessions,
    ForgetTombstones,
    QueryCount,
};

constexpr std::array<const char *, QueryCount> kQueries{
    "INSERT INTO sessions (id, created_at, last_active_at) VALUES (?1, ?2, ?2)",
    "UPDATE sessions SET last_active_at = ?2 WHERE id = ?1",
    "UPDATE sessions SET last_active_at = ?2, reconnection_attempts = reconnection_attempts + 1"
    " WHERE id = ?1",
    "INSERT INTO messages (session, at, role, text)"
    " SELECT key, ?2, ?3, ?4 FROM sessions WHERE id = ?1",
    "UPDATE sessions SET memory = ?2 WHERE id = ?1",
    "SELECT key, created_at, last_active_at, reconnection_attempts, memory,"
    " (SELECT count(*) FROM messages WHERE session = sessions.key) FROM sessions WHERE id = ?1",
    "DELETE FROM messages WHERE session = ?1",
    "DELETE FROM sessions WHERE id = ?1",
    "INSERT OR REPLACE INTO tombstones (id, expired_at) VALUES (?1, ?2)",
    "SELECT at, role, text FROM messages WHERE session = ?1 ORDER BY key DESC LIMIT ?2",
    "SELECT expired_at FROM tombstones WHERE id = ?1",
    "DELETE FROM sessions WHERE last_active_at < ?1"
    " AND id NOT IN (SELECT value FROM json_each(?2)) RETURNING id",
    "DELETE FROM tombstones WHERE expired_at < ?1",
};

qint64 toSql(WallTime time)
{
    return time.time_since_epoch().count();
}

QString toSql(speech::Role role)
{
    return role == speech::Role::User ? u"user"_s : u"assistant"_s;
}

WallTime wallTime(qint64 milliseconds)
{
    return WallTime(std::chrono::milliseconds(milliseconds));
}

sqlite::Error unknownSession(const SessionId &id)
{
    return {SQLITE_CONSTRAINT, 0, u"no session %1"_s.arg(id.shortened())};
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

SqliteSessions::SqliteSessions(sqlite::Database database, std::vector<sqlite::Statement> statements)
    : m_database(std::move(database))
    , m_statements(std::move(statements))
{
}

Result<SqliteSessions, sqlite::Error> SqliteSessions::create(sqlite::Database database)
{
    std::vector<sqlite::Statement> statements;
    for (const char *sql : kQueries) {
        auto prepared = database.prepare(sql);
        if (!prepared)
            return Failure{prepared.error()};
        statements.push_back(std::move(prepared).value());
    }
    return SqliteSessions(std::move(database), std::move(statements));
}

/// Runs a query that must change the session of that id.
Outcome<sqlite::Error> SqliteSessions::changeSession(std::size_t query,
                                                     std::initializer_list<sqlite::Value> values,
                                                     const SessionId &id)
{
    auto done = statement(query).run(values);
    if (done && m_database.changes() == 0)
        return Failure{unknownSession(id)};
    return done;
}

Outcome<sqlite::Error> SqliteSessions::apply(const Change &change)
{
    const QString id = std::visit([](const auto &any) { return any.id.toString(); }, change);
    return std::visit(
        Overloaded{
            [&](const SessionCreated &created) {
                return statement(InsertSession).run({id, toSql(created.at)});
            },
            [&](const SessionTouched &touched) {
                return statement(TouchSession).run({id, toSql(touched.at)});
            },
            [&](const SessionReconnected &reconnected) {
                return changeSession(ReconnectSession, {id, toSql(reconnected.at)}, reconnected.id);
            },
            [&](const MessageAppended &appended) {
                const speech::Message &message = appended.message;
                return changeSession(InsertMessage,
                                     {id, toSql(message.at), toSql(message.role), message.text},
                                     appended.id);
            },
            [&](const MemoryChanged &remembered) {
                return changeSession(SetMemory, {id, memoryToJson(remembered.memory)},
                                     remembered.id);
            },
            [&](const HistoryCleared &cleared) -> Outcome<sqlite::Error> {
                std::optional<qint64> key;
                auto found = statement(FindSession).run({id}, [&](const sqlite::Row &row) {
                    key = row.integer(0);
                });
                if (!found)
                    return found;
                if (!key)
                    return Failure{unknownSession(cleared.id)};
                return statement(DeleteMessages).run({*key});
            },
            [&](const SessionExpired &expired) {
                const auto deleted = statement(DeleteSession).run({id});
                return deleted ? statement(InsertTombstone).run({id, toSql(expired.at)}) : deleted;
            },
        },
        change);
}

Outcome<sqlite::Error> SqliteSessions::applyAll(std::span<const Batch *const> batches)
{
    sqlite::Transaction transaction(m_database);
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

Outcome<sqlite::Error> SqliteSessions::readMessages(qint64 key, int limit, StoredSession &session)
{
    auto read = statement(NewestMessages).run({key, qint64(limit)}, [&](const auto &row) {
        session.messages.prepend(
            {.role = row.text(1) == u"user" ? speech::Role::User : speech::Role::Assistant,
             .text = row.text(2),
             .at = wallTime(row.integer(0))});
    });
    return read;
}

Result<Lookup, StoreError> SqliteSessions::load(const SessionId &id, int messageLimit)
{
    Lookup lookup;
    qint64 key = 0;
    auto read = statement(FindSession).run({id.toString()}, [&](const sqlite::Row &row) {
        key = row.integer(0);
        lookup = StoredSession{.id = id,
                               .createdAt = wallTime(row.integer(1)),
                               .lastActiveAt = wallTime(row.integer(2)),
                               .reconnectionAttempts = static_cast<int>(row.integer(3)),
                               .messages = {},
                               .messageCount = static_cast<int>(row.integer(5)),
                               .memory = memoryFromJson(row.text(4))};
    });
    if (auto *session = std::get_if<StoredSession>(&lookup); read && session)
        read = readMessages(key, messageLimit, *session);
    else if (read)
        read = statement(FindTombstone).run({id.toString()}, [&](const sqlite::Row &row) {
            lookup = Tombstone{wallTime(row.integer(0))};
        });
    if (!read)
        return Failure{storeError(read.error())};
    return lookup;
}

Outcome<sqlite::Error> SqliteSessions::expire(WallTime expireBefore,
                                              const std::vector<SessionId> &keep,
                                              std::vector<SessionId> &expired)
{
    auto done = statement(ExpireSessions)
                    .run({toSql(expireBefore), toJson(keep)}, [&](const sqlite::Row &row) {
                        if (const auto id = SessionId::parse(row.text(0)))
                            expired.push_back(*id);
                    });
    if (!done)
        return done;
    for (const SessionId &id : expired) {
        auto buried = statement(InsertTombstone).run({id.toString(), toSql(expireBefore)});
        if (!buried)
            return buried;
    }
    return Success{};
}

Result<std::vector<SessionId>, StoreError> SqliteSessions::sweep(WallTime expireBefore,
                                                                 WallTime forgetBefore,
                                                                 const std::vector<SessionId> &keep)
{
    std::vector<SessionId> expired;
    sqlite::Transaction transaction(m_database);
    auto done = transaction.begin();
    if (done)
        done = statement(ForgetTombstones).run({toSql(forgetBefore)});
    if (done)
        done = expire(expireBefore, keep, expired);
    if (done)
        done = transaction.commit();
    if (!done)
        return Failure{storeError(done.error())};
    return expired;
}

} // namespace holdline::server
