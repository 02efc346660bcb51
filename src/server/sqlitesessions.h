// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/sessionstore.h"
#include "server/sqlitequeries.h"

#include <span>

namespace holdline::server {

/// The failure as operators and /health know it.
StoreError storeError(const sqlite::Error &error);

/// The sessions in a SQLite database, read and written at once. Owned by a store; one thread at a
/// time.
class SqliteSessions
{
public:
    /// Fails when the database lacks a table or a column.
    static Result<SqliteSessions, sqlite::Error> create(sqlite::Database database);

    /// All of the batches in one transaction, or nothing of them.
    Outcome<StoreError> commit(std::span<const Batch *const> batches);
    Result<Lookup, StoreError> load(const SessionId &id, int messageLimit);
    /// As SessionStore::loadHistory().
    Result<HistoryPage, StoreError> loadHistory(const SessionId &id, qint64 from, qint64 bytes);
    /// As SessionStore::sweep().
    Result<std::vector<SessionId>, StoreError> sweep(const SweepLimits &limits,
                                                     const std::vector<SessionId> &keep);

private:
    explicit SqliteSessions(SqliteQueries queries) : m_queries(std::move(queries)) { }

    Result<std::optional<qint64>, sqlite::Error> keyOf(const SessionId &id);
    Outcome<sqlite::Error> create(const SessionCreated &change);
    Outcome<sqlite::Error> bury(const SessionExpired &change);
    Outcome<sqlite::Error> clear(qint64 session);
    Outcome<sqlite::Error> apply(const Change &change);
    Outcome<sqlite::Error> apply(qint64 session, const Change &change);
    Outcome<sqlite::Error> applyAll(std::span<const Batch *const> batches);
    Result<StoredSession, sqlite::Error> complete(qint64 session, StoredSession stored,
                                                  int messageLimit);
    Outcome<sqlite::Error> expire(WallTime before, bool hasStream, const QString &keep,
                                  std::vector<SessionId> &expired);

    struct Known
    {
        SessionId id;
        qint64 key;
    };

    SqliteQueries m_queries;
    std::optional<Known> m_known; ///< the session of the change before
};

} // namespace holdline::server
