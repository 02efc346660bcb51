// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storeroom.h"

#include "server/store/sessionstore.h"

#include <sqlite3.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::server {

Outcome<sqlite::Error> StoreRoom::check(SqliteQueries &queries, qint64 session, const SessionId &id)
{
    if (auto measured = measure(queries); !measured)
        return measured;
    qint64 history = 0;
    qint64 stream = 0;
    auto counted = queries.run(Query::SessionBytes, {session}, [&](const sqlite::Row &row) {
        history = row.integer(0);
        stream = row.integer(1);
    });
    if (!counted)
        return counted;
    if (stream > kStreamBytes || history + stream > m_fairShare.value_or(history + stream))
        return Failure{sqlite::Error{
            SQLITE_TOOBIG, 0,
            u"session %1 takes what one may take of the store"_s.arg(id.shortened())}};
    return counted;
}

/// Measuring takes as long as a small commit, so it is not done each time while there is plenty of
/// room.
Outcome<sqlite::Error> StoreRoom::measure(SqliteQueries &queries)
{
    constexpr int kTransactions = 16;
    constexpr qint64 kFar = 64'000'000; // more than that many transactions can take
    if (m_untilMeasured-- > 0)
        return Success{};
    qint64 used = 0;
    qint64 sessions = 1;
    auto counted = queries.run(
        Query::UsedPages, {}, [&](const sqlite::Row &row) { used = row.integer(0) * m_pageBytes; });
    const qint64 nearlyFull = m_limit - m_limit / 8;
    m_untilMeasured = used < nearlyFull - kFar ? kTransactions : 0;
    const bool isNearlyFull = used > nearlyFull;
    if (counted && isNearlyFull)
        counted = queries.run(Query::CountSessions, {}, [&sessions](const sqlite::Row &row) {
            sessions = std::max<qint64>(1, row.integer(0));
        });
    m_fairShare = isNearlyFull ? std::optional(used / sessions) : std::nullopt;
    return counted;
}

} // namespace holdline::server
