// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"
#include "server/store/sqlitequeries.h"

#include <optional>

namespace holdline::server {

/// How much of the store a session may take: kStreamBytes besides its history, and no more than the
/// average of all sessions once the store is nearly full. Owned by SqliteSessions; one thread at a
/// time.
class StoreRoom
{
public:
    /// The store takes up to `limit` bytes, in pages of `pageBytes`.
    StoreRoom(qint64 pageBytes, qint64 limit) : m_pageBytes(pageBytes), m_limit(limit) { }

    /// Within a transaction: fails with SQLITE_TOOBIG if the session takes more than it may.
    Outcome<sqlite::Error> check(SqliteQueries &queries, qint64 session, const SessionId &id);

private:
    Outcome<sqlite::Error> measure(SqliteQueries &queries);

    qint64 m_pageBytes;
    qint64 m_limit;
    /// What a session may take while the store is nearly full; `nullopt` while it is not.
    std::optional<qint64> m_fairShare;
    int m_untilMeasured = 0; ///< transactions
};

} // namespace holdline::server
