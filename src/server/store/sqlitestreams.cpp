// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitestreams.h"

#include "server/store/sqliteanswers.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

using CallStatus = protocol::CallStatusChanged::Status;

static_assert(qint64(CallStatus::Idle) == 0 && qint64(CallStatus::Active) == 1
                  && qint64(CallStatus::Ended) == 2,
              "as the schema says");

constexpr qint64 kEverything = std::numeric_limits<qint64>::max();

QString noStream()
{
    return u"it has no stream"_s;
}

/// The status of the column; an unknown number counts as a call that has ended.
CallStatus callStatus(qint64 number)
{
    return number == qint64(CallStatus::Idle) || number == qint64(CallStatus::Active)
        ? static_cast<CallStatus>(number)
        : CallStatus::Ended;
}

Outcome<sqlite::Error> setLogged(SqliteQueries &queries, qint64 session, quint64 seq)
{
    return queries.change(Query::SetLogged, {session, toSql(seq)},
                          u"an item is to be logged out of order"_s);
}

Outcome<sqlite::Error> readEpochs(SqliteQueries &queries, qint64 session, StoredStream &stream)
{
    return queries.run(Query::FindEpochs, {session}, [&stream](const sqlite::Row &row) {
        stream.earlierEpochs.push_back({.epoch = row.text(0), .received = fromSql(row.integer(1))});
    });
}

Outcome<sqlite::Error> readTexts(SqliteQueries &queries, qint64 session, StoredStream &stream)
{
    return queries.run(Query::FindTexts, {session}, [&stream](const sqlite::Row &row) {
        stream.takenTexts.append(row.text(0));
    });
}

Outcome<sqlite::Error> readJournal(SqliteQueries &queries, qint64 session, StoredStream &stream)
{
    bool isDamaged = false;
    auto read = queries.runWhile(Query::FindJournal, {session}, [&](const sqlite::Row &row) {
        auto audio = protocol::decodeAudioItem(row.blob(1));
        isDamaged = !audio;
        if (audio)
            stream.journal.push_back(
                {.entry = fromSql(row.integer(0)), .audio = std::move(*audio)});
        return !isDamaged;
    });
    if (read && isDamaged)
        return Failure{damage(u"a journaled microphone item is damaged"_s)};
    return read;
}

Outcome<sqlite::Error> readLog(SqliteQueries &queries, qint64 session,
                               const std::vector<StoredSentence> &sentences, StoredStream &stream)
{
    bool isDamaged = false;
    auto read = queries.runWhile(Query::FindLog, {session}, [&](const sqlite::Row &row) {
        if (!row.isNull(0)) {
            stream.log.push_back({.binary = false, .bytes = row.blob(0)});
            return true;
        }
        auto item = speechItem(sentences, static_cast<quint32>(row.integer(1)),
                               fromSql(row.integer(2)), static_cast<quint32>(row.integer(3)));
        isDamaged = !item;
        if (item)
            stream.log.push_back({.binary = true, .bytes = std::move(*item)});
        return !isDamaged;
    });
    if (read && isDamaged)
        return Failure{damage(u"the speech of a logged item is missing"_s)};
    return read;
}

} // namespace

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const EpochBegun &change)
{
    auto done = queries.run(Query::RememberEpoch, {session});
    if (done)
        done = queries.run(Query::ForgetEpochs, {session, qint64(kEpochsKept)});
    if (done)
        done = queries.change(Query::BeginEpoch, {session, change.epoch}, noStream());
    if (done)
        done = queries.run(Query::TrimLog, {session, kEverything});
    // The speech stays: what the client has not heard is logged again.
    return done ? forgetNumbering(queries, session) : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const ItemReceived &change)
{
    return queries.change(Query::SetReceived, {session, toSql(change.seq)},
                          u"an item was received before"_s);
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const TextTaken &change)
{
    auto done = queries.change(Query::InsertText, {session, change.textId}, noStream());
    return done ? queries.run(Query::ForgetTexts, {session, qint64(kTextsKept)}) : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const PauseSet &change)
{
    return queries.change(Query::SetSpeed, {session, qint64(change.speed)}, noStream());
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const CallChanged &change)
{
    return queries.change(Query::SetCall, {session, qint64(change.status)}, noStream());
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AudioJournaled &change)
{
    return queries.change(Query::InsertJournal,
                          {session, toSql(change.entry), protocol::encode(change.audio)},
                          u"an entry of the journal does not rise"_s);
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const JournalTrimmed &change)
{
    return queries.run(Query::TrimJournal, {session, toSql(change.before)});
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const ItemLogged &change)
{
    auto done = setLogged(queries, session, change.seq);
    return done
        ? queries.run(Query::InsertLog, {session, toSql(change.seq), change.json, {}, {}, {}})
        : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const SpeechLogged &change)
{
    auto done = noteNumbered(queries, session, change);
    if (done)
        done = setLogged(queries, session, change.seq);
    return done ? queries.run(Query::InsertLog,
                              {session,
                               toSql(change.seq),
                               {},
                               qint64(change.utterance),
                               toSql(change.position),
                               qint64(change.samples)})
                : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const LogTrimmed &change)
{
    auto done = queries.run(Query::BlankLog, {session, toSql(change.upTo)});
    if (done)
        done = queries.run(Query::TrimLog, {session, toSql(change.upTo)});
    return done ? dropUnneededSpeech(queries, session) : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const RestartsNoted &change)
{
    return queries.change(Query::SetRestarts, {session, qint64(change.restarts)}, noStream());
}

Outcome<sqlite::Error> clearJournal(SqliteQueries &queries, qint64 session)
{
    return queries.run(Query::TrimJournal, {session, kEverything});
}

Result<std::optional<StoredStream>, sqlite::Error> readStream(SqliteQueries &queries,
                                                              qint64 session)
{
    std::optional<StoredStream> stream;
    quint64 logged = 0;
    auto read = queries.run(Query::FindStream, {session}, [&](const sqlite::Row &row) {
        stream.emplace();
        stream->secret = row.blob(0);
        stream->epoch = row.text(1);
        stream->received = fromSql(row.integer(2));
        stream->lastUtterance = static_cast<quint32>(row.integer(4));
        stream->restarts = static_cast<int>(row.integer(5));
        if (!row.isNull(6))
            stream->speed = static_cast<int>(row.integer(6));
        stream->call = callStatus(row.integer(7));
        logged = fromSql(row.integer(3));
    });
    if (read && !stream)
        return stream;
    std::vector<StoredSentence> sentences;
    if (read)
        read = readEpochs(queries, session, *stream);
    if (read)
        read = readTexts(queries, session, *stream);
    if (read)
        read = readJournal(queries, session, *stream);
    if (read)
        read = readSentences(queries, session, sentences);
    if (read)
        read = readLog(queries, session, sentences, *stream);
    if (read)
        read = readAnswer(queries, session, std::move(sentences), *stream);
    if (!read)
        return Failure{read.error()};
    stream->firstLogged = logged - stream->log.size() + 1;
    return stream;
}

} // namespace holdline::server
