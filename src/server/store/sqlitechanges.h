// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionchanges.h"
#include "server/store/sqlitequeries.h"

namespace holdline::server {

/// Writes single changes of sessions into the tables. Knows no transaction: its owner begins and
/// ends them. A plain value of SqliteSessions; it remembers the key of the latest session, because
/// the changes of a batch mostly belong to one.
class SqliteChanges
{
public:
    /// The key of the session in the tables; nullopt if there is no such session.
    Result<std::optional<qint64>, sqlite::Error> keyOf(SqliteQueries &queries, const SessionId &id);
    Outcome<sqlite::Error> apply(SqliteQueries &queries, const Change &change);
    /// Call it when a session that was just created may have been undone.
    void forgetKey() { m_known.reset(); }

private:
    Outcome<sqlite::Error> bury(SqliteQueries &queries, const SessionExpired &change);

    struct Known
    {
        SessionId id;
        qint64 key;
    };

    std::optional<Known> m_known; ///< the session of the previous change
};

const SessionId &sessionOf(const Change &change);
/// True if the change makes the session larger in the store.
bool grows(const Change &change);
/// True if the batch deletes words that must not stay in the files.
bool leavesTraces(const Batch *batch);
/// The error with the session's id if it is a refusal, which does not contain it.
sqlite::Error named(sqlite::Error error, const SessionId &id);

} // namespace holdline::server
