// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqliteanswers.h"

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr qint64 kSampleBytes = 2;

QString noSuchAnswer()
{
    return u"it has no such answer"_s;
}

/// True if all samples from `begin` up to `end` are stored, in one sentence or several.
Result<bool, sqlite::Error> hasSpeech(SqliteQueries &queries, qint64 session, quint32 utterance,
                                      quint64 begin, quint64 end)
{
    quint64 needed = end; // all samples from here to `end` are stored
    auto read = queries.runWhile(Query::SentencesBefore, {session, qint64(utterance), toSql(end)},
                                 [&](const sqlite::Row &row) {
                                     const quint64 first = fromSql(row.integer(0));
                                     if (first + fromSql(row.integer(1)) < needed)
                                         return false;
                                     needed = std::min(needed, first);
                                     return needed > begin;
                                 });
    if (!read)
        return Failure{read.error()};
    return needed <= begin;
}

} // namespace

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerBegun &change)
{
    const qint64 utterance = change.utterance;
    auto done =
        queries.change(Query::SetUtterance, {session, utterance}, u"an answer was begun before"_s);
    if (done)
        done = queries.run(Query::ReplaceAnswer, {session, utterance, change.messageId});
    return done ? dropUnneededSpeech(queries, session) : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerWritten &change)
{
    return queries.change(Query::WriteAnswer,
                          {session, qint64(change.utterance), change.text, qint64(change.complete)},
                          noSuchAnswer());
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechAnnounced &change)
{
    return queries.change(Query::AnnounceAnswer, {session, qint64(change.utterance)},
                          noSuchAnswer());
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SentenceStored &change)
{
    return queries.change(Query::InsertSentence,
                          {session, qint64(change.utterance), qint64(change.character), change.text,
                           toSql(change.position), change.pcm.size() / kSampleBytes, change.pcm},
                          noSuchAnswer());
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerPlayed &change)
{
    const qint64 utterance = change.utterance;
    const qint64 position = toSql(change.position);
    auto done = queries.run(Query::PlayAnswer, {session, utterance, position});
    return done ? queries.run(Query::DropPlayed, {session, utterance, position}) : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AnswerEnded &change)
{
    return queries.change(Query::EndAnswer, {session, qint64(change.utterance)}, noSuchAnswer());
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechForgotten &change)
{
    auto done = queries.run(Query::DeleteAnswer, {session, qint64(change.utterance)});
    return done ? dropUnneededSpeech(queries, session) : done;
}

Outcome<sqlite::Error> clearAnswer(SqliteQueries &queries, qint64 session)
{
    auto done = queries.run(Query::DeleteAnswer, {session, {}});
    return done ? dropUnneededSpeech(queries, session) : done;
}

Outcome<sqlite::Error> noteNumbered(SqliteQueries &queries, qint64 session,
                                    const SpeechLogged &item)
{
    const quint64 end = item.position + item.samples;
    const auto stored = hasSpeech(queries, session, item.utterance, item.position, end);
    if (!stored)
        return Failure{stored.error()};
    if (!stored.value())
        return Failure{refusal(u"speech is to be logged that is not stored"_s)};
    return queries.run(Query::NumberAnswer, {session, qint64(item.utterance), toSql(end)});
}

Outcome<sqlite::Error> forgetNumbering(SqliteQueries &queries, qint64 session)
{
    return queries.run(Query::RenumberAnswer, {session});
}

Outcome<sqlite::Error> dropUnneededSpeech(SqliteQueries &queries, qint64 session)
{
    return queries.run(Query::DropSpeech, {session});
}

Outcome<sqlite::Error> readSentences(SqliteQueries &queries, qint64 session,
                                     std::vector<StoredSentence> &sentences)
{
    return queries.run(Query::FindSentences, {session}, [&sentences](const sqlite::Row &row) {
        sentences.push_back({.utterance = static_cast<quint32>(row.integer(0)),
                             .character = static_cast<int>(row.integer(1)),
                             .text = row.text(2),
                             .position = fromSql(row.integer(3)),
                             .samples = fromSql(row.integer(4)),
                             .pcm = row.blob(5)});
    });
}

Outcome<sqlite::Error> readAnswer(SqliteQueries &queries, qint64 session,
                                  std::vector<StoredSentence> sentences, StoredStream &stream)
{
    auto read = queries.run(Query::FindAnswer, {session}, [&stream](const sqlite::Row &row) {
        stream.answer = StoredAnswer{.utterance = static_cast<quint32>(row.integer(0)),
                                     .messageId = row.text(1),
                                     .text = row.text(2),
                                     .textComplete = row.integer(3) != 0,
                                     .announced = row.integer(7) != 0,
                                     .ended = row.integer(4) != 0};
        stream.numberedSpeech = fromSql(row.integer(5));
        stream.playedSpeech = fromSql(row.integer(6));
    });
    std::erase_if(sentences, [&stream](const StoredSentence &sentence) {
        return !stream.answer || sentence.utterance != stream.answer->utterance;
    });
    stream.sentences = std::move(sentences);
    return read;
}

std::optional<QByteArray> speechItem(const std::vector<StoredSentence> &sentences,
                                     quint32 utterance, quint64 position, quint32 samples)
{
    protocol::AudioItem item{
        .fromServer = true, .position = position, .stream = utterance, .pcm = {}};
    const qint64 wanted = qint64(samples) * kSampleBytes;
    for (const StoredSentence &sentence : sentences) {
        const quint64 next = position + fromSql(item.pcm.size() / kSampleBytes);
        const quint64 end = sentence.position + fromSql(sentence.pcm.size() / kSampleBytes);
        if (sentence.utterance != utterance || sentence.position > next || end <= next)
            continue;
        const qint64 offset = qint64(next - sentence.position) * kSampleBytes;
        item.pcm += QByteArrayView(sentence.pcm)
                        .sliced(offset)
                        .first(std::min(sentence.pcm.size() - offset, wanted - item.pcm.size()));
        if (item.pcm.size() == wanted)
            break;
    }
    if (item.pcm.size() != wanted)
        return std::nullopt;
    return protocol::encode(item);
}

} // namespace holdline::server
