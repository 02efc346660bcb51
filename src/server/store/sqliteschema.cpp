// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqliteschema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr int kSchemaVersion = 6;
constexpr int kApplicationId = 0x484c4453; // "HLDS"; marks our files
constexpr auto kTimeInName = "yyyyMMdd-HHmmss-zzz"_L1;

// The steps from each version to the next; a new file goes through all of them. Times are
// milliseconds since 1970 in UTC. The key of a message also orders it within its session.
constexpr std::array<const char *, kSchemaVersion> kSteps{
    R"sql(
CREATE TABLE sessions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    last_active_at INTEGER NOT NULL,
    reconnection_attempts INTEGER NOT NULL DEFAULT 0,
    memory TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX sessions_by_age ON sessions (last_active_at);

CREATE TABLE messages (
    key INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    text TEXT NOT NULL
) STRICT;
CREATE INDEX messages_by_session ON messages (session, key);

CREATE TABLE tombstones (
    id TEXT PRIMARY KEY,
    expired_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_by_age ON tombstones (expired_at);

PRAGMA application_id = 1212957779;
PRAGMA user_version = 1;
)sql",
    R"sql(
ALTER TABLE sessions ADD COLUMN history_bytes INTEGER NOT NULL DEFAULT 0;

-- A long text is empty here and lies compressed in packed; bytes is its length in UTF-8.
ALTER TABLE messages ADD COLUMN message_id TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN packed BLOB;
UPDATE messages SET bytes = length(CAST(text AS BLOB));
UPDATE sessions SET history_bytes =
    (SELECT ifnull(sum(bytes), 0) FROM messages WHERE session = sessions.key);

-- A session with a row here is one of holdline.v1. logged: the last number ever given.
CREATE TABLE streams (
    session INTEGER PRIMARY KEY REFERENCES sessions (key) ON DELETE CASCADE,
    secret BLOB NOT NULL,
    epoch TEXT NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    logged INTEGER NOT NULL DEFAULT 0,
    last_utterance INTEGER NOT NULL DEFAULT 0,
    restarts INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE epochs (
    key INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES streams (session) ON DELETE CASCADE,
    epoch TEXT NOT NULL,
    received INTEGER NOT NULL
) STRICT;
CREATE INDEX epochs_by_session ON epochs (session, key);

-- item: as on the wire, with its header.
CREATE TABLE journal (
    key INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES streams (session) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    item BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_by_session ON journal (session, entry);

-- Either JSON or a piece of an utterance's speech.
CREATE TABLE log (
    session INTEGER NOT NULL REFERENCES streams (session) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    json BLOB,
    utterance INTEGER,
    position INTEGER,
    samples INTEGER,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    session INTEGER PRIMARY KEY REFERENCES streams (session) ON DELETE CASCADE,
    utterance INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    complete INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0,
    numbered INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sentences (
    key INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES streams (session) ON DELETE CASCADE,
    utterance INTEGER NOT NULL,
    character INTEGER NOT NULL,
    text TEXT NOT NULL,
    position INTEGER NOT NULL,
    pcm BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX sentences_by_session ON sentences (session, utterance, position);

PRAGMA user_version = 2;
)sql",
    R"sql(
-- How long servers have run on this store in all: what is left alone grows old by this, not by the
-- time of day. Begins at the time of day when there is something older.
CREATE TABLE uptime (milliseconds INTEGER NOT NULL) STRICT;
INSERT INTO uptime SELECT max((SELECT ifnull(max(last_active_at), 0) FROM sessions),
                              (SELECT ifnull(max(expired_at), 0) FROM tombstones));

-- Of uptime. NULL: active since the last sweep. A tombstone's expired_at is of uptime, too.
ALTER TABLE sessions ADD COLUMN left_at INTEGER;
UPDATE sessions SET left_at = last_active_at;
DROP INDEX sessions_by_age;
CREATE INDEX sessions_by_age ON sessions (left_at);

-- bytes: of journal, log and sentences, with 40 for each row. speed: NULL until the client sets it.
-- call: 0 idle, 1 active, 2 ended.
ALTER TABLE streams ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE streams ADD COLUMN speed INTEGER;
ALTER TABLE streams ADD COLUMN call INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answers ADD COLUMN played INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answers ADD COLUMN announced INTEGER NOT NULL DEFAULT 0;
UPDATE answers SET announced = EXISTS (SELECT 1 FROM sentences
    WHERE session = answers.session AND utterance = answers.utterance);

-- pcm is empty once all of it has been played.
ALTER TABLE sentences ADD COLUMN samples INTEGER NOT NULL DEFAULT 0;
UPDATE sentences SET samples = length(pcm) / 2;

CREATE TABLE texts (
    key INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES streams (session) ON DELETE CASCADE,
    id TEXT NOT NULL
) STRICT;
CREATE INDEX texts_by_session ON texts (session, key);

UPDATE sessions SET history_bytes = history_bytes
    + 100 * (SELECT count(*) FROM messages WHERE session = sessions.key);
UPDATE streams SET bytes =
    (SELECT ifnull(sum(length(item) + 40), 0) FROM journal WHERE session = streams.session)
    + (SELECT ifnull(sum(ifnull(length(json), 0) + 40), 0) FROM log
       WHERE session = streams.session)
    + (SELECT ifnull(sum(length(pcm) + 40), 0) FROM sentences WHERE session = streams.session);
CREATE TRIGGER journal_grows AFTER INSERT ON journal BEGIN
    UPDATE streams SET bytes = bytes + length(NEW.item) + 40 WHERE session = NEW.session;
END;
CREATE TRIGGER journal_shrinks AFTER DELETE ON journal BEGIN
    UPDATE streams SET bytes = bytes - length(OLD.item) - 40 WHERE session = OLD.session;
END;
CREATE TRIGGER log_grows AFTER INSERT ON log BEGIN
    UPDATE streams SET bytes = bytes + ifnull(length(NEW.json), 0) + 40
        WHERE session = NEW.session;
END;
CREATE TRIGGER log_shrinks AFTER DELETE ON log BEGIN
    UPDATE streams SET bytes = bytes - ifnull(length(OLD.json), 0) - 40
        WHERE session = OLD.session;
END;
CREATE TRIGGER sentences_grow AFTER INSERT ON sentences BEGIN
    UPDATE streams SET bytes = bytes + length(NEW.pcm) + 40 WHERE session = NEW.session;
END;
CREATE TRIGGER sentences_shrink AFTER DELETE ON sentences BEGIN
    UPDATE streams SET bytes = bytes - length(OLD.pcm) - 40 WHERE session = OLD.session;
END;
CREATE TRIGGER sentences_played AFTER UPDATE OF pcm ON sentences BEGIN
    UPDATE streams SET bytes = bytes + length(NEW.pcm) - length(OLD.pcm)
        WHERE session = NEW.session;
END;

PRAGMA user_version = 3;
)sql",
    R"sql(
-- Characters of an interrupted answer that were heard. NULL: all of it.
ALTER TABLE messages ADD COLUMN heard INTEGER;

PRAGMA user_version = 4;
)sql",
    R"sql(
-- As on the wire.
ALTER TABLE sessions ADD COLUMN configuration TEXT NOT NULL DEFAULT '{}';

PRAGMA user_version = 5;
)sql",
    R"sql(
-- Messages with a lower key were set aside. 0: none were. aside_memory: as memory, or NULL.
ALTER TABLE sessions ADD COLUMN aside_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN aside_memory TEXT;

PRAGMA user_version = 6;
)sql"};
static_assert(kApplicationId == 1212957779, "as in the first step");

// busy_timeout: a server that is ending has time to close the file. EXCLUSIVE: two servers would
// expire each other's sessions. FULL: each commit waits for the disk, so that acknowledged data
// survives a power cut; commits that wait meanwhile form the next transaction. secure_delete:
// deleted data is overwritten.
constexpr char kSettings[] = "PRAGMA busy_timeout = 3000;"
                             "PRAGMA locking_mode = EXCLUSIVE;"
                             "PRAGMA journal_mode = WAL;"
                             "PRAGMA synchronous = FULL;"
                             "PRAGMA temp_store = MEMORY;"
                             "PRAGMA secure_delete = ON;"
                             "PRAGMA foreign_keys = ON;";

StoreRefusal storeRefusal(const QString &sentence)
{
    return {StoreRefusal::Kind::Other, sentence};
}

StoreRefusal storeRefusal(const sqlite::Error &error, const QString &path)
{
    switch (error.code & 0xff) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return damagedStore(path, error.message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return storeRefusal(u"The session store %1 is in use by another server."_s.arg(path));
    case SQLITE_READONLY:
        return storeRefusal(
            u"The session store %1 cannot be written (%2)."_s.arg(path, error.message));
    default:
        break;
    }
    const QString cause = error.systemError == 0
        ? QString()
        : u": "_s + QString::fromLocal8Bit(std::strerror(error.systemError));
    return storeRefusal(
        u"The session store %1 cannot be opened (%2%3)."_s.arg(path, error.message, cause));
}

/// The files that SQLite may keep beside the database.
QStringList companions(const QString &path)
{
    return {path + u"-wal"_s, path + u"-shm"_s};
}

/// Removes all permissions except the owner's, which do not change: a read-only file stays
/// read-only. Fails silently if the file belongs to another user.
void makePrivate(const QString &path)
{
    constexpr auto owners = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const QFileDevice::Permissions present = QFile::permissions(path);
    if ((present & owners) != present)
        QFile::setPermissions(path, present & owners);
}

/// Makes the file, because SQLite would make it with the umask of the process. SQLite gives its
/// journals the permissions of the file.
Outcome<StoreRefusal> makeFile(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return Failure{
            storeRefusal(u"The folder %1 for the session store cannot be made."_s.arg(folder))};
    for (const QString &file : companions(path) + QStringList{path}) {
        if (QFileInfo(file).isFile())
            makePrivate(file);
    }
    if (QFile::exists(path))
        return Success{};
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return Failure{storeRefusal(
            u"The session store %1 cannot be made (%2)."_s.arg(path, file.errorString()))};
    return Success{};
}

/// Upgrades a database of `version` (0 for an empty one) to kSchemaVersion, or fails and leaves it
/// as it is.
Outcome<sqlite::Error> upgrade(sqlite::Database &database, int version)
{
    sqlite::Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (auto step = static_cast<std::size_t>(version); step < kSteps.size(); ++step) {
        if (auto done = database.execute(kSteps[step]); !done)
            return done;
    }
    return transaction.commit();
}

/// Returns the answer to one pragma or count as a number.
Result<int, StoreRefusal> number(sqlite::Database &database, const char *sql, const QString &path)
{
    const auto answer = database.ask(sql);
    if (!answer)
        return Failure{storeRefusal(answer.error(), path)};
    return answer.value().toInt();
}

/// Checks that the file is ours and complete; upgrades it if its version is older.
Outcome<StoreRefusal> checkSchema(sqlite::Database &database, const QString &path)
{
    const auto tables = number(database, "SELECT count(*) FROM sqlite_schema", path);
    const auto application = number(database, "PRAGMA application_id", path);
    const auto version = number(database, "PRAGMA user_version", path);
    for (const auto *answer : {&tables, &application, &version}) {
        if (!*answer)
            return Failure{answer->error()};
    }
    if (tables.value() == 0 && application.value() == 0) {
        const auto made = upgrade(database, 0);
        return made ? Outcome<StoreRefusal>(Success{}) : Failure{storeRefusal(made.error(), path)};
    }
    if (application.value() != kApplicationId)
        return Failure{StoreRefusal{StoreRefusal::Kind::Foreign,
                                    u"%1 is not a session store of Holdline."_s.arg(path)}};
    if (version.value() > kSchemaVersion)
        return Failure{
            storeRefusal(u"The session store %1 was written by a newer version of Holdline "
                         "(format %2; this one knows up to %3)."_s.arg(path)
                             .arg(version.value())
                             .arg(kSchemaVersion))};
    const auto integrity = database.ask("PRAGMA quick_check(1)");
    if (!integrity)
        return Failure{storeRefusal(integrity.error(), path)};
    if (integrity.value() != u"ok")
        return Failure{damagedStore(path, integrity.value())};
    if (version.value() < kSchemaVersion) {
        if (const auto upgraded = upgrade(database, version.value()); !upgraded)
            return Failure{storeRefusal(upgraded.error(), path)};
    }
    return Success{};
}

} // namespace

StoreRefusal damagedStore(const QString &path, const QString &detail)
{
    return {
        StoreRefusal::Kind::Damaged,
        u"The session store %1 is damaged (%2). Move it away to start with an empty one, or let "
        "--store-damaged move-aside do that."_s.arg(path, detail)};
}

Result<sqlite::Database, StoreRefusal> openSessionDatabase(const QString &path)
{
    if (const auto made = makeFile(path); !made)
        return Failure{made.error()};
    auto database = sqlite::Database::open(path);
    if (!database)
        return Failure{storeRefusal(database.error(), path)};
    if (database.value().isReadOnly())
        return Failure{storeRefusal(u"The session store %1 cannot be written."_s.arg(path))};
    if (const auto set = database.value().execute(kSettings); !set)
        return Failure{storeRefusal(set.error(), path)};
    if (const auto checked = checkSchema(database.value(), path); !checked)
        return Failure{checked.error()};
    return std::move(database).value();
}

Result<QString, QString> moveStoreAside(const QString &path, WallTime now)
{
    const QString time =
        QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count()).toString(kTimeInName);
    const QString aside = u"%1.damaged-%2"_s.arg(path, time);
    // The database itself comes last: if this stops half-way, the next start moves the rest.
    for (const QString &file : companions(path) + QStringList{path}) {
        const QString target = aside + file.mid(path.size());
        if (QFile::exists(file) && !QFile::rename(file, target))
            return Failure{u"%1 cannot be renamed to %2."_s.arg(file, target)};
    }
    return aside;
}

Result<sqlite::Database, sqlite::Error> makeMemoryDatabase()
{
    auto database = sqlite::Database::open(u":memory:"_s);
    if (!database)
        return database;
    if (const auto set = database.value().execute("PRAGMA foreign_keys = ON"); !set)
        return Failure{set.error()};
    if (const auto made = upgrade(database.value(), 0); !made)
        return Failure{made.error()};
    return database;
}

} // namespace holdline::server
