// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/memorystore.h"
#include "server/sqlitesessions.h"
#include "server/sqlitestore.h"
#include "support/filesizelimit.h"
#include "support/storeaccess.h"
#include "support/unprivileged.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <cerrno>

using namespace holdline;
using namespace holdline::server;
using namespace holdline::testing;
using namespace Qt::StringLiterals;
using speech::Message;
using speech::Role;

using MakeChange = std::function<Change(SessionId)>;

class TestSessionStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }
    void cleanup()
    {
        m_store.reset();
        m_folder.reset();
        m_isSqlite = false;
    }

    // ---- what every store does

    void keepsASession_data() { eachStore(); }
    void keepsASession()
    {
        openStore();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        QVERIFY(
            commits(*m_store, {said(id, u"What's 6 × 7?"_s, 1), answered(id, u"42. 🙂"_s, 2)}));
        QVERIFY(commits(*m_store, {MemoryChanged{id, memory()}, SessionTouched{id, at(3)}}));
        QVERIFY(commits(*m_store, {SessionReconnected{id, at(4)}}));
        reopen();

        const auto session = stored(*m_store, id);
        QVERIFY(session);
        QCOMPARE(session->id, id);
        QCOMPARE(session->createdAt, at(0));
        QCOMPARE(session->lastActiveAt, at(4));
        QCOMPARE(session->reconnectionAttempts, 1);
        QCOMPARE(session->messageCount, 2);
        QCOMPARE(session->messages,
                 (QList<Message>{{Role::User, u"What's 6 × 7?"_s, at(1)},
                                 {Role::Assistant, u"42. 🙂"_s, at(2)}}));
        QCOMPARE(session->memory, memory());
        QVERIFY(!m_store->trouble());
    }

    void givesOnlyTheNewestMessages_data() { eachStore(); }
    void givesOnlyTheNewestMessages()
    {
        openStore();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        Batch batch;
        for (int i = 0; i < 130; ++i)
            batch.push_back(said(id, QString::number(i), 0)); // all in the same millisecond
        QVERIFY(commits(*m_store, batch));
        reopen();

        const auto session = stored(*m_store, id, 100);
        QVERIFY(session);
        QCOMPARE(session->messageCount, 130);
        QCOMPARE(session->messages.size(), 100);
        QCOMPARE(session->messages.first().text, u"30");
        QCOMPARE(session->messages.last().text, u"129");
    }

    void forgetsAHistoryButNotTheMemory_data() { eachStore(); }
    void forgetsAHistoryButNotTheMemory()
    {
        openStore();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store,
                        {SessionCreated{id, at(0)}, said(id, u"secret"_s, 1),
                         MemoryChanged{id, memory()}, HistoryCleared{id}, said(id, u"new"_s, 2)}));
        reopen();

        const auto session = stored(*m_store, id);
        QVERIFY(session);
        QCOMPARE(session->messageCount, 1);
        QCOMPARE(session->messages.size(), 1);
        QCOMPARE(session->messages.first().text, u"new");
        QCOMPARE(session->memory, memory());
    }

    void leavesATombstoneOfAnExpiredSession_data() { eachStore(); }
    void leavesATombstoneOfAnExpiredSession()
    {
        openStore();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"hello"_s, 1)}));
        QVERIFY(commits(*m_store, {SessionExpired{id, at(300)}}));
        reopen();
        QCOMPARE(expiry(*m_store, id), at(300));
        QVERIFY(!stored(*m_store, id));
    }

    void knowsNothingOfAnIdItNeverSaw_data() { eachStore(); }
    void knowsNothingOfAnIdItNeverSaw()
    {
        openStore();
        const auto answer = loadAndWait(*m_store, SessionId::generate());
        QVERIFY(answer && answer->ok());
        QVERIFY(std::holds_alternative<std::monostate>(answer->value()));
    }

    void sweepsWhatIsOldUnlessItIsKept_data() { eachStore(); }
    void sweepsWhatIsOldUnlessItIsKept()
    {
        openStore();
        const SessionId old = SessionId::generate();
        const SessionId attached = SessionId::generate();
        const SessionId onTheBorder = SessionId::generate();
        QVERIFY(commits(*m_store,
                        {SessionCreated{old, at(0)}, said(old, u"hello"_s, 1),
                         SessionTouched{old, at(99)}, SessionCreated{attached, at(0)},
                         SessionCreated{onTheBorder, at(100)}}));
        QCOMPARE(sweepAndWait(*m_store, at(100), at(0), {attached}), std::vector{old});
        reopen();
        QCOMPARE(expiry(*m_store, old), at(100));
        QVERIFY(stored(*m_store, attached));
        QVERIFY(stored(*m_store, onTheBorder));
        QCOMPARE(sweepAndWait(*m_store, at(100), at(0), {attached}), std::vector<SessionId>());
    }

    void sweepsOldTombstones_data() { eachStore(); }
    void sweepsOldTombstones()
    {
        openStore();
        const SessionId older = SessionId::generate();
        const SessionId newer = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionExpired{older, at(10)}, SessionExpired{newer, at(20)}}));
        QVERIFY(sweepAndWait(*m_store, at(0), at(20)));
        QVERIFY(!expiry(*m_store, older));
        QCOMPARE(expiry(*m_store, newer), at(20));
    }

    void takesABatchAsAWholeOrNotAtAll_data() { eachStore(); }
    void takesABatchAsAWholeOrNotAtAll()
    {
        openStore();
        const SessionId id = SessionId::generate();
        const SessionId unknown = SessionId::generate();
        ignoreTrouble();
        const auto outcome =
            commitAndWait(*m_store, {SessionCreated{id, at(0)}, said(unknown, u"hello?"_s, 1)});
        QVERIFY(outcome && !outcome->ok());
        QCOMPARE(outcome->error().kind, StoreError::Kind::Other);
        QVERIFY(outcome->error().detail.contains(unknown.shortened()));
        QVERIFY(m_store->trouble());

        QVERIFY(!stored(*m_store, id));
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}}));
        QVERIFY(!m_store->trouble());
    }

    void refusesToChangeWhatIsNotThere_data()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::addColumn<MakeChange>("change");
        QTest::addColumn<bool>("isAccepted");
        using Id = SessionId;
        for (const bool isSqlite : {false, true}) {
            const auto row = [isSqlite](const char *what, bool isAccepted,
                                        const MakeChange &change) {
                QTest::addRow("%s in %s", what, isSqlite ? "SQLite" : "memory")
                    << isSqlite << change << isAccepted;
            };
            row("reconnecting", false, [](Id id) { return SessionReconnected{id, at(0)}; });
            row("appending", false, [](Id id) { return said(id, u"hello"_s, 0); });
            row("remembering", false, [](Id id) { return MemoryChanged{id, memory()}; });
            row("clearing", false, [](Id id) { return HistoryCleared{id}; });
            row("touching", true, [](Id id) { return SessionTouched{id, at(0)}; });
            row("expiring", true, [](Id id) { return SessionExpired{id, at(0)}; });
        }
    }
    void refusesToChangeWhatIsNotThere()
    {
        QFETCH(MakeChange, change);
        QFETCH(bool, isAccepted);
        openStore();
        if (!isAccepted)
            ignoreTrouble();
        QCOMPARE(commits(*m_store, {change(SessionId::generate())}), isAccepted);
    }

    void refusesToCreateASessionTwice_data() { eachStore(); }
    void refusesToCreateASessionTwice()
    {
        openStore();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"hello"_s, 1)}));
        ignoreTrouble();
        QVERIFY(!commits(*m_store, {SessionCreated{id, at(9)}}));
        QCOMPARE(stored(*m_store, id)->messageCount, 1);
    }

    void doesNotLetABadBatchTakeOthersAlong_data() { eachStore(); }
    void doesNotLetABadBatchTakeOthersAlong()
    {
        openStore();
        const SessionId id = SessionId::generate();
        QList<bool> outcomes;
        const auto note = [&](const Outcome<StoreError> &outcome) {
            outcomes.append(outcome.ok());
        };
        ignoreTrouble();
        m_store->commit({SessionCreated{id, at(0)}}, note);
        m_store->commit({said(SessionId::generate(), u"lost"_s, 1)}, note);
        m_store->commit({said(id, u"kept"_s, 2)}, note);
        QVERIFY(outcomes.isEmpty()); // never from within the call
        QTRY_COMPARE(outcomes, (QList<bool>{true, false, true}));
        QCOMPARE(stored(*m_store, id)->messageCount, 1);
    }

    void answersInTheOrderOfTheCalls_data() { eachStore(); }
    void answersInTheOrderOfTheCalls()
    {
        openStore();
        QList<int> order;
        const SessionId first = SessionId::generate();
        int next = 0;
        for (int round = 0; round < 50; ++round) {
            const SessionId id = round == 0 ? first : SessionId::generate();
            m_store->commit({SessionCreated{id, at(0)}},
                            [&order, mine = next++](const auto &) { order.append(mine); });
            m_store->load(id, 1, [&order, mine = next++](const auto &answer) {
                // Sees what was committed before it.
                if (std::holds_alternative<StoredSession>(answer.value()))
                    order.append(mine);
            });
            m_store->sweep(at(-10), at(-10), {},
                           [&order, mine = next++](const auto &) { order.append(mine); });
        }
        QTRY_COMPARE(order.size(), 150);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

    void dropsItsCallbacksWhenItEnds_data() { eachStore(); }
    void dropsItsCallbacksWhenItEnds()
    {
        openStore();
        bool isCalled = false;
        m_store->load(SessionId::generate(), 1, [&isCalled](const auto &) { isCalled = true; });
        m_store->flush();
        m_store.reset();
        QCoreApplication::processEvents();
        QVERIFY(!isCalled);
    }

    // ---- what only a file can do or suffer

    void isThereAfterTheProcessWasKilled()
    {
        openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"still here"_s, 1)}));
        // What a killed process leaves: the files as they are, never closed.
        const QString copy = m_folder->filePath(u"copy.sqlite"_s);
        QVERIFY(QFile::copy(path(), copy));
        QVERIFY(QFile::copy(path() + u"-wal"_s, copy + u"-wal"_s));

        auto reopened = openSqliteStore(copy);
        QVERIFY(reopened);
        const auto session = stored(*reopened.value(), id);
        QVERIFY(session);
        QCOMPARE(session->messages.first().text, u"still here");
    }

    void hasWrittenEverythingAfterAFlush()
    {
        openSqlite();
        const SessionId id = SessionId::generate();
        m_store->commit({SessionCreated{id, at(0)}}, {});
        for (int i = 0; i < 1000; ++i)
            m_store->commit({said(id, QString::number(i), i)}, {});
        m_store->flush();
        const QString copy = m_folder->filePath(u"copy.sqlite"_s);
        QVERIFY(QFile::copy(path(), copy));
        QVERIFY(QFile::copy(path() + u"-wal"_s, copy + u"-wal"_s));
        auto reopened = openSqliteStore(copy);
        QVERIFY(reopened);
        QCOMPARE(stored(*reopened.value(), id)->messageCount, 1000);
    }

    void isPrivateToItsOwner()
    {
        openSqlite();
        QVERIFY(commits(*m_store, {SessionCreated{SessionId::generate(), at(0)}}));
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const QString &file : {path(), path() + u"-wal"_s})
            QCOMPARE(QFile::permissions(file) & others, QFileDevice::Permissions());
    }

    void leavesNoTraceOfWhatWasCleared()
    {
        openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"xyzzy-plugh"_s, 1)}));
        QVERIFY(commits(*m_store, {HistoryCleared{id}}));
        m_store.reset();
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(!content.isEmpty());
        QVERIFY(!content.contains("xyzzy-plugh"));
    }

    void makesTheFoldersAboveIt()
    {
        const auto store = openSqliteStore(m_folder->filePath(u"a/b/c.sqlite"_s));
        QVERIFY2(store, qPrintable(store ? QString() : store.error()));
    }

    void saysWhyItCannotBeMade()
    {
        const QString blocked = m_folder->filePath(u"file"_s);
        QVERIFY(writeFile(blocked, "no folder"));
        const auto inFile = openSqliteStore(blocked + u"/sessions.sqlite"_s);
        QVERIFY(!inFile);
        QCOMPARE(inFile.error(),
                 u"The folder %1 for the session store cannot be made."_s.arg(blocked));

        const auto asFolder = openSqliteStore(m_folder->path());
        QVERIFY(!asFolder);
        QVERIFY2(asFolder.error().startsWith(
                     u"The session store %1 cannot be opened ("_s.arg(m_folder->path())),
                 qPrintable(asFolder.error()));
    }

    void refusesAReadOnlyFile()
    {
        openSqlite();
        m_store.reset();
        constexpr auto readable =
            QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
        constexpr auto searchable =
            QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
        QVERIFY(QFile::setPermissions(path(), readable));
        QVERIFY(QFile::setPermissions(m_folder->path(),
                                      readable | searchable | QFileDevice::WriteOwner));
        const Unprivileged unprivileged; // the superuser may write whatever he likes
        const auto store = openSqliteStore(path());
        QVERIFY(!store);
        QCOMPARE(store.error(), u"The session store %1 cannot be written."_s.arg(path()));
    }

    void refusesASecondServer()
    {
        openSqlite();
        const auto second = openSqliteStore(path());
        QVERIFY(!second);
        QCOMPARE(second.error(),
                 u"The session store %1 is in use by another server."_s.arg(path()));
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
        QVERIFY(writeFile(path(), content));
        const auto store = openSqliteStore(path());
        QVERIFY(!store);
        QVERIFY2(store.error().startsWith(u"The session store %1 is damaged ("_s.arg(path())),
                 qPrintable(store.error()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content); // it may be somebody's
    }

    void refusesADamagedStore()
    {
        openSqlite();
        Batch batch;
        for (int i = 0; i < 200; ++i)
            batch.push_back(SessionCreated{SessionId::generate(), at(i)});
        QVERIFY(commits(*m_store, batch));
        m_store.reset();
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 16384);
        for (qint64 offset = 8192; offset < file.size(); offset += 4096) {
            file.seek(offset);
            file.write(QByteArray(512, '\x5a'));
        }
        file.close();
        const auto store = openSqliteStore(path());
        QVERIFY(!store);
        QVERIFY2(store.error().startsWith(u"The session store %1 is damaged ("_s.arg(path())),
                 qPrintable(store.error()));
    }

    void refusesTheFileOfAnotherProgram()
    {
        QVERIFY(executeSql("CREATE TABLE bookmarks (url TEXT)"));
        const auto store = openSqliteStore(path());
        QVERIFY(!store);
        QCOMPARE(store.error(), u"%1 is not a session store of Holdline."_s.arg(path()));
    }

    void refusesTheFileOfANewerVersion()
    {
        openSqlite();
        m_store.reset();
        QVERIFY(executeSql("PRAGMA user_version = 7"));
        const auto store = openSqliteStore(path());
        QVERIFY(!store);
        QCOMPARE(store.error(),
                 u"The session store %1 was written by a newer version of Holdline (format 7; this "
                 "one knows up to 1)."_s.arg(path()));
    }

    void goesOnWhenTheDiskIsFull()
    {
        openSqlite();
        const SessionId id = SessionId::generate();
        QVERIFY(commits(*m_store, {SessionCreated{id, at(0)}, said(id, u"before"_s, 1)}));
        {
            const FileSizeLimit limit(256'000);
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"sessions cannot be stored"_s));
            const QString large(300'000, u'x');
            const auto outcome = commitAndWait(*m_store, {said(id, large, 2)});
            QVERIFY(outcome && !outcome->ok());
            QVERIFY2(outcome->error().kind == StoreError::Kind::Full,
                     qPrintable(outcome->error().detail));
            QCOMPARE(m_store->trouble()->kind, StoreError::Kind::Full);
            QCOMPARE(stored(*m_store, id)->messageCount, 1);
        }
        QVERIFY(commits(*m_store, {said(id, u"after"_s, 3)}));
        QVERIFY(!m_store->trouble());
        reopen();
        QCOMPARE(stored(*m_store, id)->messages.last().text, u"after");
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
    static WallTime at(int second) { return WallTime(std::chrono::seconds(1795248000 + second)); }
    static MessageAppended said(const SessionId &id, const QString &text, int second)
    {
        return {id, {Role::User, text, at(second)}};
    }
    static MessageAppended answered(const SessionId &id, const QString &text, int second)
    {
        return {id, {Role::Assistant, text, at(second)}};
    }
    static speech::Memory memory()
    {
        return {.facts = {{u"my \"locker\" number"_s, u"42"_s}, {u"Käse"_s, u"Brot"_s}},
                .reminders = {{u"Your tea is ready."_s, at(600)}, {u"Call Ann."_s, at(60)}}};
    }

    static void eachStore()
    {
        QTest::addColumn<bool>("isSqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("SQLite") << true;
    }
    QString path() const { return m_folder->filePath(u"sessions.sqlite"_s); }
    void openStore()
    {
        QFETCH(bool, isSqlite);
        if (isSqlite)
            openSqlite();
        else
            m_store = memoryStore();
    }
    void openSqlite()
    {
        auto opened = openSqliteStore(path());
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error()));
        m_store = std::move(opened).value();
        m_isSqlite = true;
    }
    /// A new process, as far as the file can tell; memory lives on.
    void reopen()
    {
        if (!std::exchange(m_isSqlite, false))
            return;
        m_store.reset();
        openSqlite();
    }
    /// Only a store with a file logs; in memory a refusal is a bug of the caller's.
    void ignoreTrouble()
    {
        if (m_isSqlite)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"sessions cannot be stored"_s));
    }
    static bool writeFile(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
    bool executeSql(const char *sql)
    {
        QFile file(path());
        if (!file.open(QIODevice::ReadWrite))
            return false;
        auto database = sqlite::Database::open(path());
        return database && database.value().execute(sql);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionStore> m_store;
    bool m_isSqlite = false;
};

QTEST_GUILESS_MAIN(TestSessionStore)
#include "tst_sessionstore.moc"
