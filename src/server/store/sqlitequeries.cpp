// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitequeries.h"

#include <sqlite3.h>

#include <array>

namespace holdline::server {

namespace {

struct Row
{
    Query query;
    const char *sql;
};

constexpr std::array kQueries{
    Row{Query::BeginBatch, "SAVEPOINT batch"},
    Row{Query::EndBatch, "RELEASE batch"},
    Row{Query::UndoBatch, "ROLLBACK TO batch"},

    Row{Query::InsertSession,
        "INSERT INTO sessions (id, created_at, last_active_at) VALUES (?1, ?2, ?2)"
        " RETURNING key"},
    Row{Query::FindKey, "SELECT key FROM sessions WHERE id = ?1"},
    Row{Query::TouchSession,
        "UPDATE sessions SET last_active_at = ?2, left_at = NULL WHERE key = ?1"},
    Row{Query::ReconnectSession,
        "UPDATE sessions SET last_active_at = ?2, left_at = NULL,"
        " reconnection_attempts = reconnection_attempts + 1 WHERE key = ?1"},
    Row{Query::SetMemory, "UPDATE sessions SET memory = ?2 WHERE key = ?1"},
    Row{Query::SetConfiguration, "UPDATE sessions SET configuration = ?2 WHERE key = ?1"},
    Row{Query::FindSession,
        "SELECT key, created_at, last_active_at, reconnection_attempts, memory,"
        " (SELECT count(*) FROM messages WHERE session = sessions.key AND key >= aside_before),"
        " configuration, aside_before, aside_memory,"
        " (SELECT count(*) FROM messages WHERE session = sessions.key AND key < aside_before)"
        " FROM sessions WHERE id = ?1"},
    Row{Query::DeleteSession, "DELETE FROM sessions WHERE id = ?1"},
    Row{Query::InsertTombstone,
        "INSERT OR REPLACE INTO tombstones (id, expired_at)"
        " VALUES (?1, (SELECT milliseconds FROM uptime))"},
    Row{Query::FindTombstone, "SELECT 1 FROM tombstones WHERE id = ?1"},
    Row{Query::BlankMemory,
        "UPDATE sessions SET memory = CAST(zeroblob(length(CAST(memory AS BLOB))) AS TEXT)"
        " WHERE key = ?1"},
    Row{Query::BlankConfiguration,
        "UPDATE sessions SET configuration ="
        " CAST(zeroblob(length(CAST(configuration AS BLOB))) AS TEXT) WHERE key = ?1"},
    Row{Query::AddUptime,
        "UPDATE uptime SET milliseconds = milliseconds + ?1 RETURNING milliseconds"},
    Row{Query::MarkLeft,
        "UPDATE sessions SET left_at = ?1 WHERE left_at IS NULL"
        " AND id NOT IN (SELECT value FROM json_each(?2))"},
    Row{Query::FindSecret,
        "SELECT secret FROM streams JOIN sessions ON key = session WHERE id = ?1"},
    Row{Query::ExpireSessions, // ?2: Durable sessions that were used, or all others
        "DELETE FROM sessions WHERE left_at < ?1"
        " AND EXISTS (SELECT 1 FROM streams WHERE session = sessions.key AND (received > 0"
        " OR history_bytes > 0 OR EXISTS (SELECT 1 FROM epochs WHERE session = sessions.key))) = ?2"
        " AND id NOT IN (SELECT value FROM json_each(?3)) RETURNING id"},
    Row{Query::ForgetTombstones, "DELETE FROM tombstones WHERE expired_at < ?1"},
    Row{Query::SessionBytes,
        "SELECT history_bytes, ifnull((SELECT bytes FROM streams WHERE session = sessions.key), 0)"
        " FROM sessions WHERE key = ?1"},
    Row{Query::CountSessions, "SELECT count(*) FROM sessions"},
    Row{Query::UsedPages,
        "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"},

    Row{Query::AddHistoryBytes,
        "UPDATE sessions SET history_bytes = history_bytes + ?2 WHERE key = ?1"
        " RETURNING history_bytes"},
    Row{Query::DropOldestMessage,
        "DELETE FROM messages WHERE key = (SELECT min(key) FROM messages WHERE session = ?1)"
        " RETURNING bytes"},
    Row{Query::InsertMessage,
        "INSERT INTO messages (session, at, role, message_id, bytes, text, packed)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
    Row{Query::CutMessage,
        "UPDATE messages SET heard = ?3 WHERE key ="
        " (SELECT max(key) FROM messages WHERE session = ?1 AND message_id = ?2)"},
    Row{Query::BlankMessages,
        "UPDATE messages SET text = CAST(zeroblob(length(CAST(text AS BLOB))) AS TEXT),"
        " packed = iif(packed IS NULL, NULL, zeroblob(length(packed))) WHERE session = ?1"},
    Row{Query::DeleteMessages, "DELETE FROM messages WHERE session = ?1"},
    Row{Query::ClearHistoryBytes, "UPDATE sessions SET history_bytes = 0 WHERE key = ?1"},
    Row{Query::NewestMessages,
        "SELECT key, at, role, message_id, bytes, text, packed, heard FROM messages"
        " WHERE session = ?1 AND key >= ?3 AND key < ?4 ORDER BY key DESC LIMIT ?2"},
    Row{Query::SetAside,
        "UPDATE sessions SET aside_before ="
        " (SELECT ifnull(max(messages.key), 0) + 1 FROM messages WHERE session = ?1),"
        " aside_memory = ifnull(?2, aside_memory) WHERE key = ?1"},
    Row{Query::TakeBack,
        "UPDATE sessions SET aside_before = 0, aside_memory = NULL WHERE key = ?1"},
    Row{Query::BlankAsideMessages,
        "UPDATE messages SET text = CAST(zeroblob(length(CAST(text AS BLOB))) AS TEXT),"
        " packed = iif(packed IS NULL, NULL, zeroblob(length(packed))) WHERE session = ?1"
        " AND key < (SELECT aside_before FROM sessions WHERE sessions.key = ?1)"},
    Row{Query::BlankAsideMemory,
        "UPDATE sessions SET"
        " aside_memory = CAST(zeroblob(length(CAST(aside_memory AS BLOB))) AS TEXT)"
        " WHERE key = ?1 AND aside_memory IS NOT NULL"},
    Row{Query::UncountAside,
        "UPDATE sessions SET history_bytes = history_bytes - (SELECT ifnull(sum(bytes + ?2), 0)"
        " FROM messages WHERE session = ?1 AND messages.key < aside_before) WHERE key = ?1"},
    Row{Query::DeleteAside,
        "DELETE FROM messages WHERE session = ?1"
        " AND key < (SELECT aside_before FROM sessions WHERE sessions.key = ?1)"},
    Row{Query::MessagesFrom,
        "SELECT key, at, role, message_id, bytes, text, packed, heard FROM messages"
        " WHERE session = ?1 AND key >= ?2"
        " AND key >= (SELECT aside_before FROM sessions WHERE sessions.key = ?1) ORDER BY key"},

    Row{Query::InsertStream, "INSERT INTO streams (session, secret, epoch) VALUES (?1, ?2, ?3)"},
    Row{Query::FindStream,
        "SELECT secret, epoch, received, logged, last_utterance, restarts, speed, call FROM streams"
        " WHERE session = ?1"},
    Row{Query::RememberEpoch,
        "INSERT INTO epochs (session, epoch, received)"
        " SELECT session, epoch, received FROM streams WHERE session = ?1 AND received > 0"},
    Row{Query::ForgetEpochs,
        "DELETE FROM epochs WHERE session = ?1 AND key NOT IN"
        " (SELECT key FROM epochs WHERE session = ?1 ORDER BY key DESC LIMIT ?2)"},
    Row{Query::BeginEpoch,
        "UPDATE streams SET epoch = ?2, received = 0, logged = 0 WHERE session = ?1"},
    Row{Query::FindEpochs,
        "SELECT epoch, received FROM epochs WHERE session = ?1 ORDER BY key DESC"},
    Row{Query::SetReceived,
        "UPDATE streams SET received = ?2 WHERE session = ?1 AND received < ?2"},
    Row{Query::SetRestarts, "UPDATE streams SET restarts = ?2 WHERE session = ?1"},
    Row{Query::InsertText,
        "INSERT INTO texts (session, id) SELECT session, ?2 FROM streams WHERE session = ?1"},
    Row{Query::ForgetTexts,
        "DELETE FROM texts WHERE session = ?1 AND key NOT IN"
        " (SELECT key FROM texts WHERE session = ?1 ORDER BY key DESC LIMIT ?2)"},
    Row{Query::FindTexts, "SELECT id FROM texts WHERE session = ?1 ORDER BY key"},
    Row{Query::SetSpeed, "UPDATE streams SET speed = ?2 WHERE session = ?1"},
    Row{Query::SetCall, "UPDATE streams SET call = ?2 WHERE session = ?1"},
    Row{Query::InsertJournal,
        "INSERT INTO journal (session, entry, item) SELECT session, ?2, ?3 FROM streams"
        " WHERE session = ?1"
        " AND ?2 > (SELECT ifnull(max(entry), 0) FROM journal WHERE session = ?1)"},
    Row{Query::TrimJournal, "DELETE FROM journal WHERE session = ?1 AND entry < ?2"},
    Row{Query::FindJournal, "SELECT entry, item FROM journal WHERE session = ?1 ORDER BY entry"},
    Row{Query::SetLogged, "UPDATE streams SET logged = ?2 WHERE session = ?1 AND logged = ?2 - 1"},
    Row{Query::InsertLog,
        "INSERT INTO log (session, seq, json, utterance, position, samples)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
    Row{Query::BlankLog,
        "UPDATE log SET json = zeroblob(length(json))"
        " WHERE session = ?1 AND seq <= ?2 AND json IS NOT NULL"},
    Row{Query::TrimLog, "DELETE FROM log WHERE session = ?1 AND seq <= ?2"},
    Row{Query::FindLog,
        "SELECT json, utterance, position, samples FROM log WHERE session = ?1 ORDER BY seq"},

    Row{Query::SetUtterance,
        "UPDATE streams SET last_utterance = ?2 WHERE session = ?1 AND last_utterance < ?2"},
    Row{Query::ReplaceAnswer,
        "INSERT OR REPLACE INTO answers (session, utterance, message_id) VALUES (?1, ?2, ?3)"},
    Row{Query::WriteAnswer,
        "UPDATE answers SET text = ?3, complete = ?4 WHERE session = ?1 AND utterance = ?2"},
    Row{Query::AnnounceAnswer,
        "UPDATE answers SET announced = 1 WHERE session = ?1 AND utterance = ?2"},
    Row{Query::EndAnswer, "UPDATE answers SET ended = 1 WHERE session = ?1 AND utterance = ?2"},
    Row{Query::NumberAnswer,
        "UPDATE answers SET numbered = max(numbered, ?3)"
        " WHERE session = ?1 AND utterance = ?2"},
    Row{Query::RenumberAnswer, "UPDATE answers SET numbered = 0, announced = 0 WHERE session = ?1"},
    Row{Query::PlayAnswer,
        "UPDATE answers SET played = max(played, ?3) WHERE session = ?1 AND utterance = ?2"},
    Row{Query::DropPlayed,
        "UPDATE sentences SET pcm = x'' WHERE session = ?1 AND utterance = ?2"
        " AND position + samples <= ?3 AND length(pcm) > 0"
        " AND NOT EXISTS (SELECT 1 FROM log WHERE log.session = ?1 AND log.utterance = ?2"
        " AND log.position < sentences.position + sentences.samples)"},
    Row{Query::BlankAnswer,
        "UPDATE answers SET text = CAST(zeroblob(length(CAST(text AS BLOB))) AS TEXT)"
        " WHERE session = ?1"},
    Row{Query::BlankSentences,
        "UPDATE sentences SET text = CAST(zeroblob(length(CAST(text AS BLOB))) AS TEXT)"
        " WHERE session = ?1"},
    Row{Query::DeleteAnswer,
        "DELETE FROM answers WHERE session = ?1 AND utterance = ifnull(?2, utterance)"},
    Row{Query::FindAnswer,
        "SELECT utterance, message_id, text, complete, ended, numbered, played, announced"
        " FROM answers"
        " WHERE session = ?1"},
    Row{Query::InsertSentence,
        "INSERT INTO sentences (session, utterance, character, text, position, samples, pcm)"
        " SELECT session, utterance, ?3, ?4, ?5, ?6, ?7 FROM answers"
        " WHERE session = ?1 AND utterance = ?2"},
    Row{Query::SentencesBefore,
        "SELECT position, samples FROM sentences"
        " WHERE session = ?1 AND utterance = ?2 AND position < ?3 ORDER BY position DESC"},
    Row{Query::DropSpeech,
        "DELETE FROM sentences WHERE session = ?1"
        " AND utterance IS NOT (SELECT utterance FROM answers WHERE session = ?1)"
        " AND utterance NOT IN"
        " (SELECT utterance FROM log WHERE session = ?1 AND utterance IS NOT NULL)"},
    Row{Query::FindSentences,
        "SELECT utterance, character, text, position, samples, pcm FROM sentences"
        " WHERE session = ?1"
        " ORDER BY utterance, position"},
};

constexpr bool isInOrder()
{
    std::size_t expected = 0;
    for (const Row &row : kQueries) {
        if (static_cast<std::size_t>(row.query) != expected++)
            return false;
    }
    return expected == static_cast<std::size_t>(Query::Count);
}
static_assert(isInOrder(), "one row for each query, in the order of Query");

} // namespace

sqlite::Error refusal(const QString &words)
{
    return {SQLITE_CONSTRAINT, 0, words};
}

sqlite::Error damage(const QString &words)
{
    return {SQLITE_CORRUPT, 0, words};
}

SqliteQueries::SqliteQueries(sqlite::Database database, std::vector<sqlite::Statement> statements)
    : m_database(std::move(database))
    , m_statements(std::move(statements))
{
}

Result<SqliteQueries, sqlite::Error> SqliteQueries::create(sqlite::Database database)
{
    std::vector<sqlite::Statement> statements;
    for (const Row &row : kQueries) {
        auto prepared = database.prepare(row.sql);
        if (!prepared)
            return Failure{prepared.error()};
        statements.push_back(std::move(prepared).value());
    }
    return SqliteQueries(std::move(database), std::move(statements));
}

Outcome<sqlite::Error> SqliteQueries::run(Query query, std::initializer_list<sqlite::Value> values,
                                          const std::function<void(const sqlite::Row &)> &onRow)
{
    return m_statements[static_cast<std::size_t>(query)].run(values, onRow);
}

Outcome<sqlite::Error>
SqliteQueries::runWhile(Query query, std::initializer_list<sqlite::Value> values,
                        const std::function<bool(const sqlite::Row &)> &onRow)
{
    return m_statements[static_cast<std::size_t>(query)].runWhile(values, onRow);
}

Outcome<sqlite::Error> SqliteQueries::change(Query query,
                                             std::initializer_list<sqlite::Value> values,
                                             const QString &words)
{
    auto done = run(query, values);
    if (done && m_database.changes() == 0)
        return Failure{refusal(words)};
    return done;
}

} // namespace holdline::server
