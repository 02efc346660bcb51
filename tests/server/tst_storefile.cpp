// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sqliteschema.h"
#include "server/sqlitesessions.h"
#include "support/filesizelimit.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/unprivileged.h"

#include <sqlite3.h>

#include <cerrno>

using namespace holdline;
using namespace holdline::server;
using namespace holdline::testing;
using namespace Qt::StringLiterals;

/// What only a store with a file can do or suffer.
class TestStoreFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup() { m_store.end(); }

    void isThereAfterTheProcessWasKilled()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"still here"_s, 1)}));
        // What a killed process leaves: the files as they are, never closed.
        const QString copy = m_store.inFolder(u"copy.sqlite"_s);
        QVERIFY(QFile::copy(m_store.path(), copy));
        QVERIFY(QFile::copy(m_store.path() + u"-wal"_s, copy + u"-wal"_s));

        auto reopened = openSqliteStore(copy);
        QVERIFY(reopened);
        const auto session = stored(*reopened.value(), id);
        QVERIFY(session);
        QCOMPARE(session->messages.first().text, u"still here");
    }

    void hasWrittenEverythingAfterAFlush()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        m_store->commit({SessionCreated{id, at(0)}}, {});
        for (int i = 0; i < 1000; ++i)
            m_store->commit({said(id, QString::number(i), i)}, {});
        m_store->flush();
        const QString copy = m_store.inFolder(u"copy.sqlite"_s);
        QVERIFY(QFile::copy(m_store.path(), copy));
        QVERIFY(QFile::copy(m_store.path() + u"-wal"_s, copy + u"-wal"_s));
        auto reopened = openSqliteStore(copy);
        QVERIFY(reopened);
        QCOMPARE(stored(*reopened.value(), id)->messageCount, 1000);
    }

    void isPrivateToItsOwner()
    {
        m_store.openSqlite();
        QVERIFY(commits(*m_store, {SessionCreated{SessionId::generate(), at(0)}}));
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const QString &file : {m_store.path(), m_store.path() + u"-wal"_s})
            QCOMPARE(QFile::permissions(file) & others, QFileDevice::Permissions());
    }

    void isPrivateToItsOwnerAlsoWhenItWasThereBefore()
    {
        m_store.openSqlite();
        QVERIFY(commits(*m_store, {SessionCreated{SessionId::generate(), at(0)}}));
        // As a killed server leaves them, under the umask of an earlier version.
        const QString copy = m_store.inFolder(u"copy.sqlite"_s);
        for (const QString &suffix : {QString(), u"-wal"_s}) {
            QVERIFY(QFile::copy(m_store.path() + suffix, copy + suffix));
            QVERIFY(QFile::setPermissions(copy + suffix,
                                          QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                              | QFileDevice::ReadGroup | QFileDevice::ReadOther));
        }
        const auto reopened = openSqliteStore(copy);
        QVERIFY(reopened);
        for (const QString &suffix : {QString(), u"-wal"_s})
            QCOMPARE(QFile::permissions(copy + suffix)
                         & ~(QFileDevice::ReadUser | QFileDevice::WriteUser),
                     QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }

    void movesADamagedStoreAsideWithAllThatBelongsToIt()
    {
        const QByteArray content = QByteArray("Dear diary, ").repeated(1000);
        QVERIFY(writeFile(m_store.path(), content));
        const auto refused = openSqliteStore(m_store.path());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, StoreRefusal::Kind::Damaged);

        QVERIFY(writeFile(m_store.path() + u"-wal"_s, "the newest of it"));
        const auto aside = moveStoreAside(m_store.path(), at(0));
        QVERIFY(aside);
        QVERIFY(aside.value().startsWith(m_store.path() + u".damaged-2026"_s));
        QVERIFY(!QFile::exists(m_store.path() + u"-wal"_s));
        QVERIFY(QFile::exists(aside.value() + u"-wal"_s));
        QFile kept(aside.value());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), content);
        m_store.openSqlite();
        QVERIFY(commits(*m_store, {SessionCreated{SessionId::generate(), at(0)}}));
    }

    void leavesNoTraceOfWhatWasCleared()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"xyzzy-plugh"_s, 1)}));
        QVERIFY(commits(*m_store, {HistoryCleared{id}}));
        m_store.close();
        QFile file(m_store.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(!content.isEmpty());
        QVERIFY(!content.contains("xyzzy-plugh"));
    }

    void makesTheFoldersAboveIt()
    {
        const auto store = openSqliteStore(m_store.inFolder(u"a/b/c.sqlite"_s));
        QVERIFY2(store, qPrintable(store ? QString() : store.error().sentence));
    }

    void saysWhyItCannotBeMade()
    {
        const QString blocked = m_store.inFolder(u"file"_s);
        QVERIFY(writeFile(blocked, "no folder"));
        const auto inFile = openSqliteStore(blocked + u"/sessions.sqlite"_s);
        QVERIFY(!inFile);
        QCOMPARE(inFile.error().sentence,
                 u"The folder %1 for the session store cannot be made."_s.arg(blocked));

        const auto asFolder = openSqliteStore(m_store.inFolder({}));
        QVERIFY(!asFolder);
        QVERIFY2(asFolder.error().sentence.startsWith(
                     u"The session store %1 cannot be opened ("_s.arg(m_store.inFolder({}))),
                 qPrintable(asFolder.error().sentence));
    }

    void refusesAReadOnlyFile()
    {
        m_store.openSqlite();
        m_store.close();
        constexpr auto readable =
            QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
        constexpr auto searchable =
            QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
        QVERIFY(QFile::setPermissions(m_store.path(), readable));
        QVERIFY(QFile::setPermissions(m_store.inFolder({}),
                                      readable | searchable | QFileDevice::WriteOwner));
        const Unprivileged unprivileged; // the superuser may write whatever he likes
        const auto store = openSqliteStore(m_store.path());
        QVERIFY(!store);
        QCOMPARE(store.error().sentence,
                 u"The session store %1 cannot be written."_s.arg(m_store.path()));
    }

    void refusesASecondServer()
    {
        m_store.openSqlite();
        const auto second = openSqliteStore(m_store.path());
        QVERIFY(!second);
        QCOMPARE(second.error().sentence,
                 u"The session store %1 is in use by another server."_s.arg(m_store.path()));
    }

    void refusesWhatIsNoStore_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("a text") << QByteArray("Dear diary, ").repeated(1000);
        QTest::newRow("half a header") << QByteArray("SQLite format 3\0\x10", 17);
        QTest::newRow("noise") << QByteArray(8192, '\xa5');
    }
    void refusesWhatIsNoStore()
    {
        QFETCH(QByteArray, content);
        QVERIFY(writeFile(m_store.path(), content));
        const auto store = openSqliteStore(m_store.path());
        QVERIFY(!store);
        QVERIFY2(store.error().sentence.startsWith(
                     u"The session store %1 is damaged ("_s.arg(m_store.path())),
                 qPrintable(store.error().sentence));
        QFile file(m_store.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content); // it may be somebody's
    }

    void refusesADamagedStore()
    {
        m_store.openSqlite();
        Batch batch;
        for (int i = 0; i < 200; ++i)
            batch.push_back(SessionCreated{SessionId::generate(), at(i)});
        QVERIFY(commits(*m_store, batch));
        m_store.close();
        QFile file(m_store.path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 16384);
        for (qint64 offset = 8192; offset < file.size(); offset += 4096) {
            file.seek(offset);
            file.write(QByteArray(512, '\x5a'));
        }
        file.close();
        const auto store = openSqliteStore(m_store.path());
        QVERIFY(!store);
        QVERIFY2(store.error().sentence.startsWith(
                     u"The session store %1 is damaged ("_s.arg(m_store.path())),
                 qPrintable(store.error().sentence));
    }

    void refusesTheFileOfAnotherProgram()
    {
        QVERIFY(executeSql("CREATE TABLE bookmarks (url TEXT)"));
        const auto store = openSqliteStore(m_store.path());
        QVERIFY(!store);
        QCOMPARE(store.error().kind, StoreRefusal::Kind::Foreign);
        QCOMPARE(store.error().sentence,
                 u"%1 is not a session store of Holdline."_s.arg(m_store.path()));
    }

    void refusesTheFileOfANewerVersion()
    {
        m_store.openSqlite();
        m_store.close();
        QVERIFY(executeSql("PRAGMA user_version = 7"));
        const auto store = openSqliteStore(m_store.path());
        QVERIFY(!store);
        QCOMPARE(store.error().sentence,
                 u"The session store %1 was written by a newer version of Holdline (format 7; this "
                 "one knows up to 2)."_s.arg(m_store.path()));
    }

    void goesOnWhenTheDiskIsFull()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(
            *m_store, {SessionCreated{id, at(0), "secret", u"epoch"_s}, said(id, u"before"_s, 1)}));
        {
            const FileSizeLimit limit(256'000);
            m_store.ignoreTrouble();
            const AudioJournaled large{id, 1, {.pcm = QByteArray(300'000, 'x')}};
            const auto outcome = commitAndWait(*m_store, {large, ItemReceived{id, 1}});
            QVERIFY(outcome && !outcome->ok());
            QVERIFY2(outcome->error().kind == StoreError::Kind::Full,
                     qPrintable(outcome->error().detail));
            QCOMPARE(m_store->trouble()->kind, StoreError::Kind::Full);
            const auto session = stored(*m_store, id);
            QCOMPARE(session->messageCount, 1);
            QCOMPARE(session->stream->received, 0U);
        }
        QVERIFY(commits(*m_store, {said(id, u"after"_s, 3), ItemReceived{id, 1}}));
        QVERIFY(!m_store->trouble());
        m_store.reopen();
        QCOMPARE(stored(*m_store, id)->messages.last().text, u"after");
    }

    void servesWhatItCanFromADamagedFile()
    {
        m_store.openSqlite();
        const SessionId first = SessionId::generate();
        const SessionId large = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{first, at(0)}, said(first, u"hello"_s, 1)}));
        Batch batch{SessionCreated{large, at(0)}};
        for (int i = 0; i < 3000; ++i) // more than SQLite keeps in memory
            batch.push_back(said(large, QString(3000, u'x'), i));
        QVERIFY(commits(*m_store, batch));
        m_store.reopen();
        damage(5'000'000, 500'000);

        m_store.ignoreTrouble();
        QVERIFY(!historyPage(*m_store, large, 0, kHistoryBytes));
        QVERIFY(m_store->trouble());
        QCOMPARE(m_store->trouble()->kind, StoreError::Kind::Damaged);
        QCOMPARE(stored(*m_store, first)->messages.last().text, u"hello");
    }

    void tellsKindsOfTroubleApart_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("systemError");
        QTest::addColumn<StoreError::Kind>("kind");
        QTest::newRow("no space") << SQLITE_FULL << 0 << StoreError::Kind::Full;
        QTest::newRow("over the quota") << SQLITE_IOERR_WRITE << EDQUOT << StoreError::Kind::Full;
        QTest::newRow("file too large") << SQLITE_IOERR_WRITE << EFBIG << StoreError::Kind::Full;
        QTest::newRow("read-only") << SQLITE_READONLY << 0 << StoreError::Kind::ReadOnly;
        QTest::newRow("moved away") << SQLITE_READONLY_DBMOVED << 0 << StoreError::Kind::ReadOnly;
        QTest::newRow("mounted read-only")
            << SQLITE_IOERR_WRITE << EROFS << StoreError::Kind::ReadOnly;
        QTest::newRow("corrupt") << SQLITE_CORRUPT << 0 << StoreError::Kind::Damaged;
        QTest::newRow("corrupt index") << SQLITE_CORRUPT_INDEX << 0 << StoreError::Kind::Damaged;
        QTest::newRow("not a database") << SQLITE_NOTADB << 0 << StoreError::Kind::Damaged;
        QTest::newRow("failing disk") << SQLITE_IOERR_WRITE << EIO << StoreError::Kind::Other;
        QTest::newRow("out of memory") << SQLITE_NOMEM << 0 << StoreError::Kind::Other;
    }
    void tellsKindsOfTroubleApart()
    {
        QFETCH(int, code);
        QFETCH(int, systemError);
        const StoreError error = storeError({code, systemError, u"the words of SQLite"_s});
        QTEST(error.kind, "kind");
        QCOMPARE(error.detail, u"the words of SQLite");
    }

private:
    void damage(qint64 offset, qint64 bytes) const
    {
        QFile file(m_store.path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > offset + bytes && file.seek(offset));
        QCOMPARE(file.write(QByteArray(bytes, '\x5a')), bytes);
    }
    static bool writeFile(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
    bool executeSql(const char *sql)
    {
        QFile file(m_store.path());
        if (!file.open(QIODevice::ReadWrite))
            return false;
        auto database = sqlite::Database::open(m_store.path());
        return database && database.value().execute(sql);
    }

    StoreUnderTest m_store;
};

QTEST_GUILESS_MAIN(TestStoreFile)
#include "tst_storefile.moc"

#include <QTest>
