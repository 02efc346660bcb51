// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"
#include "server/store/sqlitequeries.h"

/// The answer of a v1 session in SQLite and the speech that may still be wanted: of this answer,
/// and what logged items need of older ones. `session` is its key.
namespace holdline::server {

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerBegun &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerWritten &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechAnnounced &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SentenceStored &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerPlayed &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerEnded &change);
Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechForgotten &change);
/// The answer whichever it is, and its speech.
Outcome<sqlite::Error> clearAnswer(SqliteQueries &queries, qint64 session);

/// Fails unless the samples of the item are stored.
Outcome<sqlite::Error> noteNumbered(SqliteQueries &queries, qint64 session,
                                    const SpeechLogged &item);
/// Nothing of the answer is logged or announced any more.
Outcome<sqlite::Error> forgetNumbering(SqliteQueries &queries, qint64 session);
Outcome<sqlite::Error> dropUnneededSpeech(SqliteQueries &queries, qint64 session);

/// All that is stored, by utterance and position.
Outcome<sqlite::Error> readSentences(SqliteQueries &queries, qint64 session,
                                     std::vector<StoredSentence> &sentences);
/// The answer, and its own among these sentences.
Outcome<sqlite::Error> readAnswer(SqliteQueries &queries, qint64 session,
                                  std::vector<StoredSentence> sentences, StoredStream &stream);
/// The item as it was sent, without its number; nothing when samples are missing.
std::optional<QByteArray> speechItem(const std::vector<StoredSentence> &sentences,
                                     quint32 utterance, quint64 position, quint32 samples);

} // namespace holdline::server
