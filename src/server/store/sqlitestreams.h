// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"
#include "server/store/sqlitequeries.h"

/// The numbered streams of a Durable session in SQLite, and the journal of its microphone audio.
/// `session` is the session's key.
namespace holdline::server {

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const EpochBegun &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const ItemReceived &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const TextTaken &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const PauseSet &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const CallChanged &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AudioJournaled &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const JournalTrimmed &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const ItemLogged &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechLogged &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const LogTrimmed &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const RestartsNoted &change);
Outcome<sqlite::Error> clearJournal(SqliteQueries &queries, qint64 session);

/// nullopt for a plain session.
Result<std::optional<StoredStream>, sqlite::Error> readStream(SqliteQueries &queries,
                                                              qint64 session);

} // namespace holdline::server
