// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/sessionstore.h"
#include "server/sqlite.h"

#include <span>

namespace holdline::server {

/// The failure as operators and /health know it.
StoreError storeError(const sqlite::Error &error);

/// The sessions in a SQLite file, read and written at once. Owned by SqliteStore; one thread at a
/// time.
class SqliteSessions
{
public:
    /// Fails when the file lacks a table or a column.
    static Result<SqliteSessions, sqlite::Error> create(sqlite::Database database);

    /// All of the batches in one transaction, or nothing of them.
    Outcome<StoreError> commit(std::span<const Batch *const> batches);
    Result<Lookup, StoreError> load(const SessionId &id, int messageLimit);
    /// As SessionStore::sweep().
    Result<std::vector<SessionId>, StoreError> sweep(WallTime expireBefore, WallTime forgetBefore,
                                                     const std::vector<SessionId> &keep);

private:
    SqliteSessions(sqlite::Database database, std::vector<sqlite::Statement> statements);

    sqlite::Statement &statement(std::size_t query) { return m_statements[query]; }
    Outcome<sqlite::Error> changeSession(std::size_t query,
                                         std::initializer_list<sqlite::Value> values,
                                         const SessionId &id);
    Outcome<sqlite::Error> apply(const Change &change);
    Outcome<sqlite::Error> applyAll(std::span<const Batch *const> batches);
    Outcome<sqlite::Error> readMessages(qint64 key, int limit, StoredSession &session);
    Outcome<sqlite::Error> expire(WallTime expireBefore, const std::vector<SessionId> &keep,
                                  std::vector<SessionId> &expired);

    sqlite::Database m_database;
    std::vector<sqlite::Statement> m_statements; ///< one for each query, in its order
};

} // namespace holdline::server
