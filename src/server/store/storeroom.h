// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"
#include "server/store/sqlitequeries.h"

#include <optional>

namespace holdline::server {

/// Decides how much of the store a session may take: kStreamBytes besides its history and, when the
/// store is nearly full, no more than the average of all sessions. Owned by SqliteSessions; used by
/// one thread at a time.
class StoreRoom
{
public:
    /// The store takes at most `limit` bytes, in pages of `pageBytes` bytes.
    StoreRoom(qint64 pageBytes, qint64 limit) : m_pageBytes(pageBytes), m_limit(limit) { }

    /// Call it within a transaction. Fails with SQLITE_TOOBIG if the session takes more than it
    /// may.
    Outcome<sqlite::Error> check(SqliteQueries &queries, qint64 session, const SessionId &id);

private:
    Outcome<sqlite::Error> measure(SqliteQueries &queries);

    qint64 m_pageBytes;
    qint64 m_limit;
    /// What a session may take while the store is nearly full; nullopt if it is not.
    std::optional<qint64> m_fairShare;
    int m_untilMeasured = 0; ///< calls of check() until the next measurement
};

} // namespace holdline::server
