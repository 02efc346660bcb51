// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"
#include "server/store/sqlitechanges.h"
#include "server/store/sqlitequeries.h"
#include "server/store/storeroom.h"

#include <span>

namespace holdline::server {

/// The failure in the terms of operators and /health.
StoreError storeError(const sqlite::Error &error);

/// The sessions in a SQLite database: transactions, room, loading and sweeping. Reads and writes
/// directly. Owned by a store; used by one
/// thread at a time.
class SqliteSessions
{
public:
    /// Fails if the database lacks a table or a column. The database takes at most `limit` bytes: a
    /// commit that would make it larger fails. From seven eighths of the limit on, only sessions
    /// that take less than the average may grow.
    static Result<SqliteSessions, sqlite::Error> create(sqlite::Database database, qint64 limit);

    /// Writes the batches in one transaction; each batch is written whole or not at all. Returns
    /// one outcome for each batch, in the same order.
    std::vector<Outcome<StoreError>> commit(std::span<const Batch *const> batches);
    Outcome<StoreError> commit(const Batch &batch);
    Result<Lookup, StoreError> load(const SessionId &id, int messageLimit);
    Result<SecretLookup, StoreError> loadSecret(const SessionId &id);
    /// See SessionStore::loadHistory().
    Result<HistoryPage, StoreError> loadHistory(const SessionId &id, qint64 from, qint64 bytes);
    /// See SessionStore::sweep().
    Result<std::vector<SessionId>, StoreError> sweep(const SweepLimits &limits,
                                                     const std::vector<SessionId> &keep);
    /// Copies everything into the empty file at `path`.
    Outcome<StoreError> copyTo(const QString &path);

private:
    SqliteSessions(SqliteQueries queries, const StoreRoom &room)
        : m_queries(std::move(queries))
        , m_room(room)
    {
    }

    Outcome<sqlite::Error> applyBatch(const Batch &batch);
    Outcome<sqlite::Error> applyAmongOthers(const Batch &batch);
    Result<std::vector<Outcome<StoreError>>, sqlite::Error>
    commitTogether(std::span<const Batch *const> batches);
    void wipe();
    Result<StoredSession, sqlite::Error> complete(qint64 session, StoredSession stored,
                                                  int messageLimit, qint64 asideBefore);
    Outcome<sqlite::Error> expire(qint64 before, bool isDurable, const QString &keep,
                                  std::vector<SessionId> &expired);

    SqliteQueries m_queries;
    SqliteChanges m_changes;
    StoreRoom m_room;
};

} // namespace holdline::server
