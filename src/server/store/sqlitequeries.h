// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "server/store/sqlite.h"

#include <vector>

namespace holdline::server {

enum class Query : quint8 {
    // one batch of several in a transaction
    BeginBatch,
    EndBatch,
    UndoBatch,
    // sessions
    InsertSession,
    FindKey,
    TouchSession,
    ReconnectSession,
    SetMemory,
    SetConfiguration,
    FindSession,
    DeleteSession,
    InsertTombstone,
    FindTombstone,
    BlankMemory,
    BlankConfiguration,
    AddUptime,
    MarkLeft,
    FindSecret,
    ExpireSessions,
    ForgetTombstones,
    SessionBytes,
    CountSessions,
    UsedPages,
    // history
    AddHistoryBytes,
    DropOldestMessage,
    InsertMessage,
    CutMessage,
    BlankMessages,
    DeleteMessages,
    ClearHistoryBytes,
    NewestMessages,
    SetAside,
    TakeBack,
    BlankAsideMessages,
    BlankAsideMemory,
    UncountAside,
    DeleteAside,
    MessagesFrom,
    // streams
    InsertStream,
    FindStream,
    RememberEpoch,
    ForgetEpochs,
    BeginEpoch,
    FindEpochs,
    SetReceived,
    SetRestarts,
    InsertText,
    ForgetTexts,
    FindTexts,
    SetSpeed,
    SetCall,
    InsertJournal,
    TrimJournal,
    FindJournal,
    SetLogged,
    InsertLog,
    BlankLog,
    TrimLog,
    FindLog,
    // answers
    SetUtterance,
    ReplaceAnswer,
    WriteAnswer,
    AnnounceAnswer,
    EndAnswer,
    NumberAnswer,
    RenumberAnswer,
    PlayAnswer,
    DropPlayed,
    BlankAnswer,
    BlankSentences,
    DeleteAnswer,
    FindAnswer,
    InsertSentence,
    SentencesBefore,
    DropSpeech,
    FindSentences,
    Count,
};

/// The open database of a session store, with all queries prepared. Owned by SqliteSessions; used
/// by one thread at a time.
class SqliteQueries
{
public:
    /// Fails if the database lacks a table or a column.
    static Result<SqliteQueries, sqlite::Error> create(sqlite::Database database);

    sqlite::Database &database() { return m_database; }
    Outcome<sqlite::Error> run(Query query, std::initializer_list<sqlite::Value> values,
                               const std::function<void(const sqlite::Row &)> &onRow = {});
    /// See Statement::runWhile().
    Outcome<sqlite::Error> runWhile(Query query, std::initializer_list<sqlite::Value> values,
                                    const std::function<bool(const sqlite::Row &)> &onRow);
    /// Runs a query that must change a row. If it changes none, it fails with the text `refusal`.
    Outcome<sqlite::Error> change(Query query, std::initializer_list<sqlite::Value> values,
                                  const QString &refusal);

private:
    SqliteQueries(sqlite::Database database, std::vector<sqlite::Statement> statements);

    sqlite::Database m_database;
    std::vector<sqlite::Statement> m_statements; ///< one for each query, in the order of Query
};

/// The error for a change that the rules of the store forbid.
sqlite::Error refusal(const QString &words);
/// The error for data that the store cannot have written.
sqlite::Error damage(const QString &words);

inline qint64 toSql(WallTime time)
{
    return time.time_since_epoch().count();
}
inline WallTime wallTime(qint64 milliseconds)
{
    return WallTime(std::chrono::milliseconds(milliseconds));
}
/// SQLite has no unsigned integers; fromSql() restores the value.
inline qint64 toSql(quint64 number)
{
    return static_cast<qint64>(number);
}
inline quint64 fromSql(qint64 number)
{
    return static_cast<quint64>(number);
}

} // namespace holdline::server
