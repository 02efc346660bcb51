// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sqlite.h"
#include "support/filesizelimit.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"

using namespace holdline;
using namespace holdline::server;
using namespace holdline::testing;
using namespace Qt::StringLiterals;

namespace {

// As version 1 made its files; never to be changed.
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
        m_store.reopen(); // by now it is one of ours
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
        QCOMPARE(expiry(*m_store, session('3')), at(9));
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
        QCOMPARE(ask("SELECT group_concat(history_bytes) FROM sessions"), u"14,0");
    }

    void makesNewFilesAndOldOnesTheSame()
    {
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
        QVERIFY(execute("CREATE TABLE streams (url TEXT)")); // in the way
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

private:
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

QTEST_GUILESS_MAIN(TestStoreMigration)
#include "tst_storemigration.moc"

#include <QTest>
