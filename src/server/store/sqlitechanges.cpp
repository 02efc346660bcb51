// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitechanges.h"

#include "core/overloaded.h"
#include "server/store/memoryjson.h"
#include "server/store/sqliteanswers.h"
#include "server/store/sqlitehistory.h"
#include "server/store/sqlitestreams.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

QString toText(const protocol::Configuration &configuration)
{
    return QString::fromUtf8(protocol::encode(configuration));
}

Outcome<sqlite::Error> create(SqliteQueries &queries, const SessionCreated &change)
{
    qint64 key = 0;
    auto done = queries.run(Query::InsertSession, {change.id.toString(), toSql(change.at)},
                            [&key](const sqlite::Row &row) { key = row.integer(0); });
    if (done && !change.secret.isEmpty())
        done = queries.run(Query::InsertStream, {key, change.secret, change.epoch});
    return done;
}

/// Overwrites words in place. SQLite overwrites what it deletes; but when it deletes neighbours of
/// a row it may move the row to another page, and the copy that stays behind is not overwritten.
Outcome<sqlite::Error> blank(SqliteQueries &queries, qint64 session,
                             std::initializer_list<Query> blanking)
{
    for (const Query query : blanking) {
        if (auto done = queries.run(query, {session}); !done)
            return done;
    }
    return Success{};
}

Outcome<sqlite::Error> clear(SqliteQueries &queries, qint64 session)
{
    auto done =
        blank(queries, session, {Query::BlankMessages, Query::BlankAnswer, Query::BlankSentences});
    if (done)
        done = clearMessages(queries, session);
    if (done)
        done = clearJournal(queries, session);
    return done ? clearAnswer(queries, session) : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const Change &change)
{
    return std::visit(
        Overloaded{
            // These two need no key.
            [](const SessionCreated &) -> Outcome<sqlite::Error> { return Success{}; },
            [](const SessionExpired &) -> Outcome<sqlite::Error> { return Success{}; },
            [&](const SessionTouched &touched) {
                return queries.run(Query::TouchSession, {session, toSql(touched.at)});
            },
            [&](const SessionReconnected &reconnected) {
                return queries.run(Query::ReconnectSession, {session, toSql(reconnected.at)});
            },
            [&](const MemoryChanged &remembered) {
                auto done = blank(queries, session, {Query::BlankMemory});
                return done
                    ? queries.run(Query::SetMemory, {session, memoryToJson(remembered.memory)})
                    : done;
            },
            [&](const ConfigurationChanged &chosen) {
                auto done = blank(queries, session, {Query::BlankConfiguration});
                return done
                    ? queries.run(Query::SetConfiguration, {session, toText(chosen.configuration)})
                    : done;
            },
            [&](const HistoryCleared &) { return clear(queries, session); },
            [&](const auto &other) { return server::write(queries, session, other); },
        },
        change);
}

} // namespace

sqlite::Error named(sqlite::Error error, const SessionId &id)
{
    if ((error.code & 0xff) == SQLITE_CONSTRAINT)
        error.message = u"session %1: %2"_s.arg(id.shortened(), error.message);
    return error;
}

const SessionId &sessionOf(const Change &change)
{
    return std::visit([](const auto &any) -> const SessionId & { return any.id; }, change);
}

bool grows(const Change &change)
{
    return std::holds_alternative<MessageAppended>(change)
        || std::holds_alternative<AudioJournaled>(change)
        || std::holds_alternative<ItemLogged>(change)
        || std::holds_alternative<SpeechLogged>(change)
        || std::holds_alternative<SentenceStored>(change);
}

bool leavesTraces(const Batch *batch)
{
    return std::ranges::any_of(*batch, [](const Change &change) {
        return std::holds_alternative<HistoryCleared>(change)
            || std::holds_alternative<AsideForgotten>(change)
            || std::holds_alternative<SessionExpired>(change);
    });
}

Result<std::optional<qint64>, sqlite::Error> SqliteChanges::keyOf(SqliteQueries &queries,
                                                                  const SessionId &id)
{
    if (m_known && m_known->id == id)
        return std::optional(m_known->key);
    std::optional<qint64> key;
    const auto found = queries.run(Query::FindKey, {id.toString()},
                                   [&key](const sqlite::Row &row) { key = row.integer(0); });
    if (!found)
        return Failure{found.error()};
    if (key)
        m_known = Known{id, *key};
    return key;
}

Outcome<sqlite::Error> SqliteChanges::bury(SqliteQueries &queries, const SessionExpired &change)
{
    const auto key = keyOf(queries, change.id);
    if (!key)
        return Failure{key.error()};
    Outcome<sqlite::Error> done = Success{};
    if (key.value())
        done = blank(queries, *key.value(),
                     {Query::BlankMemory, Query::BlankAsideMemory, Query::BlankConfiguration,
                      Query::BlankMessages, Query::BlankAnswer, Query::BlankSentences});
    if (done && key.value())
        done = queries.run(Query::BlankLog, {*key.value(), std::numeric_limits<qint64>::max()});
    m_known.reset();
    const QString id = change.id.toString();
    if (done)
        done = queries.run(Query::DeleteSession, {id});
    return done ? queries.run(Query::InsertTombstone, {id}) : done;
}

Outcome<sqlite::Error> SqliteChanges::apply(SqliteQueries &queries, const Change &change)
{
    if (const auto *created = std::get_if<SessionCreated>(&change))
        return create(queries, *created);
    if (const auto *expired = std::get_if<SessionExpired>(&change))
        return bury(queries, *expired);
    const SessionId &id = sessionOf(change);
    const auto key = keyOf(queries, id);
    if (!key)
        return Failure{key.error()};
    if (key.value()) {
        const auto done = write(queries, *key.value(), change);
        return done ? done : Failure{named(done.error(), id)};
    }
    if (std::holds_alternative<SessionTouched>(change))
        return Success{};
    return Failure{refusal(u"no session %1"_s.arg(id.shortened()))};
}

} // namespace holdline::server
