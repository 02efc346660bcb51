// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"
#include "server/store/sqlitequeries.h"

/// The answer of a Durable session in SQLite, and speech that may still be needed: that of this
/// answer, and what logged items need of older ones. `session` is the session's key.
namespace holdline::server {

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerBegun &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerWritten &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechAnnounced &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SentenceStored &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerPlayed &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerEnded &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechForgotten &change);
/// Deletes the answer, whatever its utterance, and its speech.
Outcome<sqlite::Error> clearAnswer(SqliteQueries &queries, qint64 session);

/// Records that the samples of `item` have a number. Fails unless they are stored.
Outcome<sqlite::Error> noteNumbered(SqliteQueries &queries, qint64 session,
                                    const SpeechLogged &item);
/// Records that no part of the answer is logged or announced.
Outcome<sqlite::Error> forgetNumbering(SqliteQueries &queries, qint64 session);
Outcome<sqlite::Error> dropUnneededSpeech(SqliteQueries &queries, qint64 session);

/// Reads all stored sentences, ordered by utterance and position.
Outcome<sqlite::Error> readSentences(SqliteQueries &queries, qint64 session,
                                     std::vector<StoredSentence> &sentences);
/// Reads the answer, and picks its sentences from `sentences`.
Outcome<sqlite::Error> readAnswer(SqliteQueries &queries, qint64 session,
                                  std::vector<StoredSentence> sentences, StoredStream &stream);
/// The item as it was sent, without its number; nullopt if samples are missing.
std::optional<QByteArray> speechItem(const std::vector<StoredSentence> &sentences,
                                     quint32 utterance, quint64 position, quint32 samples);

} // namespace holdline::server
