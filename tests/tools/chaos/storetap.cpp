// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/storetap.h"

#include "server/store/sqlite.h"

namespace holdline::chaos::storetap {

using server::sqlite::Database;
using server::sqlite::Row;

namespace {

constexpr char kTriggers[] = R"sql(
CREATE TABLE tap (
    key INTEGER PRIMARY KEY,
    item BLOB,
    message_id TEXT,
    json BLOB,
    utterance INTEGER,
    position INTEGER,
    samples INTEGER
);
CREATE TRIGGER tap_journal AFTER INSERT ON journal BEGIN
    INSERT INTO tap (item) VALUES (new.item);
END;
CREATE TRIGGER tap_messages AFTER INSERT ON messages WHEN new.role = 'user' BEGIN
    INSERT INTO tap (message_id) VALUES (new.message_id);
END;
CREATE TRIGGER tap_log AFTER INSERT ON log BEGIN
    INSERT INTO tap (json, utterance, position, samples)
    VALUES (new.json, new.utterance, new.position, new.samples);
END;
)sql";

constexpr char kRows[] =
    "SELECT item, message_id, json, utterance, position, samples FROM tap ORDER BY key";

server::Change changeOf(const Row &row)
{
    if (!row.isNull(0)) {
        const auto item = protocol::decodeAudioItem(row.blob(0));
        return server::AudioJournaled{
            .id = SessionId::generate(), .entry = 0, .audio = item.value_or(protocol::AudioItem{})};
    }
    if (!row.isNull(1)) {
        return server::MessageAppended{.id = SessionId::generate(),
                                       .message = {speech::Role::User, {}, {}},
                                       .messageId = row.text(1)};
    }
    if (!row.isNull(2))
        return server::ItemLogged{.id = SessionId::generate(), .seq = 0, .json = row.blob(2)};
    return server::SpeechLogged{.id = SessionId::generate(),
                                .seq = 0,
                                .utterance = static_cast<quint32>(row.integer(3)),
                                .position = static_cast<quint64>(row.integer(4)),
                                .samples = static_cast<quint32>(row.integer(5))};
}

} // namespace

Outcome<QString> install(const QString &path)
{
    auto database = Database::open(path);
    if (!database)
        return Failure{database.error().message};
    if (const auto made = database.value().execute(kTriggers); !made)
        return Failure{made.error().message};
    return Success{};
}

Result<server::Batch, QString> read(const QString &path)
{
    auto database = Database::open(path);
    if (!database)
        return Failure{database.error().message};
    auto query = database.value().prepare(kRows);
    if (!query)
        return Failure{query.error().message};
    server::Batch changes;
    const auto done =
        query.value().run({}, [&changes](const Row &row) { changes.push_back(changeOf(row)); });
    if (!done)
        return Failure{done.error().message};
    return changes;
}

} // namespace holdline::chaos::storetap
