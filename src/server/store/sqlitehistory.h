// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"
#include "server/store/sqlitequeries.h"

/// The messages of a session in SQLite. `session` is the session's key.
namespace holdline::server {

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const MessageAppended &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const MessageCutShort &change);
/// Deletes only the messages.
Outcome<sqlite::Error> clearMessages(SqliteQueries &queries, qint64 session);

/// The newest `limit` messages, oldest first.
Result<QList<speech::Message>, sqlite::Error> newestMessages(SqliteQueries &queries, qint64 session,
                                                             int limit);
/// See SessionStore::loadHistory().
Result<HistoryPage, sqlite::Error> historyPage(SqliteQueries &queries, qint64 session, qint64 from,
                                               qint64 bytes);

} // namespace holdline::server
