// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqliteschema.h"
#include "server/store/sqlitesessions.h"
#include "support/filesizelimit.h"
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"
#include "support/unprivileged.h"

#include <QTest>
#include <sqlite3.h>

#include <cerrno>

namespace holdline::tst_storefile {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Features and faults of a store with a file.
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
        // The files of a killed process are not closed.
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
        // The files of a killed server, with the umask of an earlier version.
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

    void leavesNoTraceOfWhatWasCleared_data()
    {
        QTest::addColumn<ForgetIt>("forget");
        QTest::newRow("cleared") << ForgetIt([](SessionId id) {
            return Batch{HistoryCleared{id}, LogTrimmed{id, 100000}, MemoryChanged{id, {}}};
        });
        QTest::newRow("set aside and forgotten") << ForgetIt([](SessionId id) {
            const speech::Memory memory{.facts = {{u"xyzzy-plugh"_s, u"xyzzy-plugh"_s}},
                                        .reminders = {}};
            return Batch{HistorySetAside{id, memory}, MemoryChanged{id, {}}, AsideForgotten{id},
                         LogTrimmed{id, 100000}};
        });
        QTest::newRow("set aside and cleared") << ForgetIt([](SessionId id) {
            const speech::Memory memory{.facts = {{u"xyzzy-plugh"_s, u"xyzzy-plugh"_s}},
                                        .reminders = {}};
            return Batch{HistorySetAside{id, memory}, MemoryChanged{id, {}}, HistoryCleared{id},
                         LogTrimmed{id, 100000}};
        });
        QTest::newRow("ended") << ForgetIt([](SessionId id) { return Batch{SessionExpired{id}}; });
    }
    void leavesNoTraceOfWhatWasCleared()
    {
        QFETCH(ForgetIt, forget);
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        const SessionId other = SessionId::generate();
        QVERIFY(commits(*m_store,
                        {SessionCreated{id, at(0), "secret", u"1"_s},
                         SessionCreated{other, at(0), "secret", u"1"_s}}));
        const QString secret = u"xyzzy-plugh"_s;
        // Rows of both sessions are in the same pages, which are split and joined as they fill.
        for (int i = 0; i < 300; ++i) {
            const quint64 seq = static_cast<quint64>(i) + 1;
            QVERIFY(commits(
                *m_store,
                {said(id, secret + QString(i, u'x'), i),
                 ItemLogged{id, seq, secret.toUtf8() + QByteArray(i * 3, 'y')},
                 MemoryChanged{id, {.facts = {{secret, secret.repeated(i % 20)}}, .reminders = {}}},
                 said(other, u"harmless"_s, i), ItemLogged{other, seq, QByteArray(i, 'z')}}));
        }
        QVERIFY(occurrences(secret) > 0);
        QVERIFY(commits(*m_store, forget(id)));
        QCOMPARE(occurrences(secret), 0);
        QCOMPARE(stored(*m_store, other)->messageCount, 300);
    }

    // ---- place of the file

    void isWrittenAgainWhenItWasMovedAway_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("deleted") << QString();
        QTest::newRow("renamed") << u"elsewhere.sqlite"_s;
    }
    void isWrittenAgainWhenItWasMovedAway()
    {
        QFETCH(QString, target);
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"before"_s, 1)}));
        QVERIFY(target.isEmpty() ? QFile::remove(m_store.path())
                                 : QFile::rename(m_store.path(), m_store.inFolder(target)));
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"it has been written there again"_s));
        QVERIFY(commits(*m_store, {said(id, u"after"_s, 2)}));
        QVERIFY(!m_store->trouble());
        QCOMPARE(asAKilledServerLeavesIt(id), (QStringList{u"before"_s, u"after"_s}));
        QCOMPARE(QFile::permissions(m_store.path())
                     & ~(QFileDevice::ReadUser | QFileDevice::WriteUser),
                 QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }

    void isWrittenAgainAtASweepWhenNobodySpeaks()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"before"_s, 1)}));
        QVERIFY(QFile::remove(m_store.path()));
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"it has been written there again"_s));
        QVERIFY(sweepAndWait(*m_store, kNothingOld));
        QCOMPARE(asAKilledServerLeavesIt(id), QStringList{u"before"_s});
    }

    void survivesTheLossOfItsWriteAheadLog()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"before"_s, 1)}));
        QVERIFY(QFile::remove(m_store.path() + u"-wal"_s));
        QVERIFY(commits(*m_store, {said(id, u"after"_s, 2)}));
        QCOMPARE(asAKilledServerLeavesIt(id), (QStringList{u"before"_s, u"after"_s}));
    }

    void takesNothingWhileAnotherFileLiesInItsPlace()
    {
        m_store.openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"before"_s, 1)}));
        const QString elsewhere = m_store.inFolder(u"elsewhere.sqlite"_s);
        QVERIFY(QFile::rename(m_store.path(), elsewhere));
        QVERIFY(writeFile(m_store.path(), "somebody else's"));
        m_store.ignoreTrouble();
        QVERIFY(!sweepAndWait(*m_store, kNothingOld));
        QCOMPARE(m_store->trouble()->kind, StoreError::Kind::Moved);
        QVERIFY(!commits(*m_store, {said(id, u"into the void"_s, 2)}));
        QCOMPARE(stored(*m_store, id)->messageCount, 1);
        QFile other(m_store.path());
        QVERIFY(other.open(QIODevice::ReadOnly));
        QCOMPARE(other.readAll(), "somebody else's");

        QVERIFY(other.remove());
        QVERIFY(QFile::rename(elsewhere, m_store.path()));
        QVERIFY(sweepAndWait(*m_store, kNothingOld));
        QVERIFY(!m_store->trouble());
        QVERIFY(commits(*m_store, {said(id, u"after"_s, 2)}));
        QCOMPARE(asAKilledServerLeavesIt(id), (QStringList{u"before"_s, u"after"_s}));
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
        const Unprivileged unprivileged; // the superuser may write to every file
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
        QCOMPARE(file.readAll(), content); // the file may belong to another program
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
                 "one knows up to 6)."_s.arg(m_store.path()));
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
        QTest::newRow("one session too large")
            << SQLITE_TOOBIG << 0 << StoreError::Kind::SessionFull;
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
    using ForgetIt = std::function<Batch(SessionId)>;
    static constexpr SweepLimits kNothingOld{
        .passed = {}, .plain = 1h, .streams = 1h, .tombstones = 1h};

    /// Counts `words` in all files of the store's folder.
    int occurrences(const QString &words) const
    {
        int count = 0;
        const QDir folder(m_store.inFolder({}));
        for (const QFileInfo &info : folder.entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                count += static_cast<int>(file.readAll().count(words.toUtf8()));
        }
        return count;
    }
    /// The messages of the session in copies of the files that were not closed.
    QStringList asAKilledServerLeavesIt(const SessionId &id) const
    {
        QTemporaryDir folder;
        const QString copy = folder.filePath(u"sessions.sqlite"_s);
        QStringList said;
        if (!QFile::copy(m_store.path(), copy)
            || !QFile::copy(m_store.path() + u"-wal"_s, copy + u"-wal"_s))
            return said;
        const auto reopened = openSqliteStore(copy);
        const auto session = reopened ? stored(*reopened.value(), id) : std::nullopt;
        for (const speech::Message &message :
             session ? session->messages : QList<speech::Message>())
            said += message.text;
        return said;
    }
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

HOLDLINE_TEST(TestStoreFile)

} // namespace holdline::tst_storefile

#include "tst_storefile.moc"
