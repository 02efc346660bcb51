// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"
#include "server/store/sqlitequeries.h"

#include <limits>

/// The messages of a session in SQLite. `session` is the session's key.
namespace holdline::server {

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const MessageAppended &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const MessageCutShort &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const HistorySetAside &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session,
                             const HistoryTakenBack &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AsideForgotten &change);
/// Deletes only the messages, and what was set aside.
Outcome<sqlite::Error> clearMessages(SqliteQueries &queries, qint64 session);

/// A range of keys of messages: from `from` up to, but without, `before`.
struct MessageRange
{
    qint64 from = 0;
    qint64 before = std::numeric_limits<qint64>::max();
};
/// The newest `limit` messages of the range, oldest first.
Result<QList<speech::Message>, sqlite::Error> newestMessages(SqliteQueries &queries, qint64 session,
                                                             int limit, MessageRange range);
/// See SessionStore::loadHistory().
Result<HistoryPage, sqlite::Error> historyPage(SqliteQueries &queries, qint64 session, qint64 from,
                                               qint64 bytes);

} // namespace holdline::server
