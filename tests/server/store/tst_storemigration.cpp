// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite.h"
#include "support/filesizelimit.h"
#include "support/serverprocess.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

#include <QFileInfo>
#include <QTest>

namespace holdline::tst_storemigration {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Files as version 1 made them. Never change this.
constexpr char kVersion1[] = R"sql(
PRAGMA journal_mode = WAL;
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
INSERT INTO sessions VALUES
    (1, '0d5c3a52-7a51-4d2b-9b57-4a54a3a8a001', 1795248000000, 1795248060000, 3,
     '{"facts":{"my locker number":"42"},"reminders":[]}'),
    (2, '0d5c3a52-7a51-4d2b-9b57-4a54a3a8a002', 1795248000000, 1795248000000, 0, '{}');
INSERT INTO messages VALUES
    (1, 1, 1795248001000, 'user', 'Grüße!'),
    (2, 1, 1795248002000, 'assistant', 'Hello.');
INSERT INTO tombstones VALUES ('0d5c3a52-7a51-4d2b-9b57-4a54a3a8a003', 1795248009000);
)sql";

// The steps of version 2, and what it stored for a Durable session. Never change this.
constexpr char kVersion2[] = R"sql(
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
INSERT INTO sessions (key, id, created_at, last_active_at) VALUES
    (3, '0d5c3a52-7a51-4d2b-9b57-4a54a3a8a004', 1795248000000, 1795248000000);
INSERT INTO streams VALUES (3, x'736563726574', 'now', 4, 2, 1, 0);
INSERT INTO epochs VALUES (1, 3, 'before', 9);
INSERT INTO journal VALUES (1, 3, 5, x'000000000000000200000000000000000000000000000000000000000000000000000000');
INSERT INTO log VALUES (3, 1, x'7b7d', NULL, NULL, NULL), (3, 2, NULL, 1, 0, 50);
INSERT INTO answers VALUES (3, 1, 'a1', 'One.', 1, 1, 50);
INSERT INTO sentences VALUES (1, 3, 1, 0, 'One.', 0, zeroblob(200));
)sql";

// What version 3 made of version 1, and how it stored an answer. Never change this.
constexpr char kVersion3[] = R"sql(
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
INSERT INTO messages (session, at, role, text, message_id, bytes)
    VALUES (1, 1795248003000, 'assistant', 'All of it.', 'a2', 10);
)sql";

SessionId session(char number)
{
    return *SessionId::parse(u"0d5c3a52-7a51-4d2b-9b57-4a54a3a8a00"_s + QLatin1Char(number));
}

} // namespace

class TestStoreMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store.begin();
        QFile file(m_store.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(execute(kVersion1));
    }
    void cleanup() { m_store.end(); }

    void findsWhatVersion1Stored()
    {
        m_store.openSqlite();
        m_store.reopen(); // now it is a valid store of ours
        const auto found = stored(*m_store, session('1'));
        QVERIFY(found);
        QCOMPARE(found->createdAt, at(0));
        QCOMPARE(found->lastActiveAt, at(60));
        QCOMPARE(found->reconnectionAttempts, 3);
        QCOMPARE(found->memory.facts.value(u"my locker number"_s), u"42");
        QCOMPARE(found->messages,
                 (QList<speech::Message>{{speech::Role::User, u"Grüße!"_s, at(1)},
                                         {speech::Role::Assistant, u"Hello."_s, at(2)}}));
        QVERIFY(!found->stream);
        QVERIFY(stored(*m_store, session('2')));
        QVERIFY(isExpired(*m_store, session('3')));
    }

    void goesOnWithWhatVersion1Stored()
    {
        m_store.openSqlite();
        const SessionId fresh = SessionId::generate();
        QVERIFY(
            commits(*m_store,
                    {said(session('1'), u"new"_s, 3, u"id"_s),
                     SessionCreated{fresh, at(4), "secret", u"epoch"_s}, ItemReceived{fresh, 1}}));
        QCOMPARE(stored(*m_store, session('1'))->messageCount, 3);
        QCOMPARE(stored(*m_store, fresh)->stream->received, 1U);
    }

    void countsTheHistoryOfVersion1()
    {
        m_store.openSqlite();
        m_store.close();
        QCOMPARE(ask("SELECT group_concat(history_bytes) FROM sessions"), u"214,0");
    }

    void findsWhatVersion2Stored()
    {
        QVERIFY(execute(kVersion2));
        m_store.openSqlite();
        m_store.reopen();
        const auto found = stored(*m_store, session('4'));
        QVERIFY(found && found->stream);
        const StoredStream &stream = *found->stream;
        QCOMPARE(stream.epoch, u"now");
        QCOMPARE(stream.received, 4U);
        QCOMPARE(stream.earlierEpochs, (std::vector{protocol::Cursor{u"before"_s, 9}}));
        QCOMPARE(stream.log.size(), 2U);
        QVERIFY(stream.answer && stream.answer->ended);
        QCOMPARE(stream.numberedSpeech, 50U);
        QCOMPARE(stream.playedSpeech, 0U);
        QCOMPARE(stream.sentences.size(), 1U);
        QCOMPARE(stream.sentences.front().samples, 100U);
        QCOMPARE(stream.call, protocol::CallStatusChanged::Status::Idle);
        QVERIFY(!stream.speed);
        QVERIFY(stored(*m_store, session('1')));
        m_store.close();
        QCOMPARE(ask("SELECT bytes FROM streams"), QString::number(36 + 2 + 200 + 4 * 40));
    }

    void allThatVersion3StoredWasHeard()
    {
        QVERIFY(execute(kVersion2));
        QVERIFY(execute(kVersion3));
        m_store.openSqlite();
        QCOMPARE(stored(*m_store, session('1'))->messages.last().text, u"All of it."_s);
        QVERIFY(commits(*m_store, {MessageCutShort{session('1'), u"a2"_s, 3}}));
        m_store.reopen();
        QCOMPARE(stored(*m_store, session('1'))->messages.last().text, u"All"_s);
    }

    void whatIsOldStaysAsOldAsItWas()
    {
        m_store.openSqlite();
        const SweepLimits limits{.passed = 0s, .plain = 59s, .streams = 59s, .tombstones = 1h};
        QCOMPARE(sweepAndWait(*m_store, limits), std::vector{session('2')});
        QVERIFY(stored(*m_store, session('1'))); // the newest
    }

    void makesNewFilesAndOldOnesTheSame_data()
    {
        QTest::addColumn<QByteArray>("upgrade");
        QTest::newRow("from 1") << QByteArray("SELECT 1");
        QTest::newRow("from 2") << QByteArray(kVersion2);
        QTest::newRow("from 3") << QByteArray(kVersion2) + kVersion3;
    }
    void makesNewFilesAndOldOnesTheSame()
    {
        QFETCH(QByteArray, upgrade);
        QVERIFY(execute(upgrade));
        m_store.openSqlite();
        m_store.close();
        const QString upgraded = ask(kSchema);
        QVERIFY(upgraded.contains(u"history_bytes"_s));
        QVERIFY(QFile::remove(m_store.path()));
        m_store.openSqlite();
        m_store.close();
        const QString fresh = ask(kSchema);
        const auto spaceless = [](QString sql) { return sql.remove(u'\n').remove(u' '); };
        QCOMPARE(spaceless(upgraded), spaceless(fresh));
    }

    void leavesAFileAloneThatItCannotUpgrade()
    {
        QVERIFY(execute("CREATE TABLE streams (url TEXT)")); // prevents the upgrade
        const auto store = openSqliteStore(m_store.path());
        QVERIFY(!store);
        QVERIFY2(store.error().sentence.startsWith(
                     u"The session store %1 cannot be opened ("_s.arg(m_store.path())),
                 qPrintable(store.error().sentence));
        QCOMPARE(ask("PRAGMA user_version"), u"1");
        QCOMPARE(ask("SELECT count(*) FROM pragma_table_info('messages')"), u"5");
        QVERIFY(execute("DROP TABLE streams"));
        m_store.openSqlite();
        QCOMPARE(stored(*m_store, session('1'))->messageCount, 2);
    }

    void aServerThatIsKilledDuringTheUpgradeLosesNothing()
    {
        QVERIFY(execute("WITH RECURSIVE n(i) AS (VALUES (10) UNION ALL SELECT i + 1 FROM n WHERE i "
                        "< 60009) INSERT INTO messages SELECT i, 1, 1795248003000, 'user', "
                        "'Message number ' || i FROM n"));
        constexpr qint64 kStep = 512 * 1024; // of what the upgrade has written
        int interrupted = 0;
        for (qint64 written = 1; ask("PRAGMA user_version") == u"1"; written += kStep) {
            killServerAfter(written);
            QCOMPARE(ask("PRAGMA integrity_check"), u"ok");
            QCOMPARE(ask("SELECT count(*) FROM messages"), u"60002");
            interrupted += ask("PRAGMA user_version") == u"1" ? 1 : 0;
        }
        QVERIFY2(interrupted > 0, "no server was killed before its upgrade was complete");
        m_store.openSqlite();
        QCOMPARE(stored(*m_store, session('1'))->messageCount, 60002);
    }

private:
    /// Starts a server on the store, and kills it when its upgrade has written `bytes`, or when it
    /// is ready.
    void killServerAfter(qint64 bytes)
    {
        ChildProcess server(ServerProcess::program(),
                            {u"--port"_s, u"0"_s, u"--store"_s, u"sqlite:"_s + m_store.path()});
        QVERIFY(server.start());
        waitUntil(
            [&] {
                return !server.standardError().isEmpty()
                    || QFileInfo(m_store.path() + u"-wal"_s).size() >= bytes;
            },
            kStartPatience);
        server.kill();
    }

    static constexpr char kSchema[] =
        "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";

    bool execute(const char *sql)
    {
        auto database = sqlite::Database::open(m_store.path());
        return database && database.value().execute(sql);
    }
    QString ask(const char *sql)
    {
        auto database = sqlite::Database::open(m_store.path());
        return database ? database.value().ask(sql).valueOr(QString()) : QString();
    }

    StoreUnderTest m_store;
};

HOLDLINE_TEST(TestStoreMigration)

} // namespace holdline::tst_storemigration

#include "tst_storemigration.moc"
