// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/embeddedserver.h"
#include "support/testcase.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

namespace holdline::tst_embeddedserver {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestEmbeddedServer : public QObject
{
    Q_OBJECT

private:
    QString fakeProgram() const
    {
        return QCoreApplication::applicationDirPath() + u"/fake_holdlined"_s;
    }
    QString dataFolder() const { return m_folder->filePath(u"Länder & more/data"_s); }
    /// The facts that the newest process wrote: its id, its token, its arguments.
    QStringList facts() const
    {
        QFile file(dataFolder() + u"/facts"_s);
        return file.open(QIODevice::ReadOnly)
            ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
            : QStringList();
    }
    pid_t processId() const { return static_cast<pid_t>(facts().value(0).toInt()); }
    static bool isRunning(pid_t process) { return ::kill(process, 0) == 0; }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qunsetenv("FAKE_HOLDLINED");
    }

    void tellsWhereItListensAndWithWhichToken()
    {
        EmbeddedServer server(fakeProgram(), dataFolder());
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        server.start();
        server.start(); // once is enough
        QVERIFY(ready.wait());

        const auto endpoint = ready[0][0].value<Endpoint>();
        QCOMPARE(endpoint.url, QUrl(u"ws://127.0.0.1:4242/ws"_s));
        QCOMPARE(endpoint.sessionKey, u"embedded"_s);
        QCOMPARE(endpoint.host, QString());
        QCOMPARE(endpoint.token.size(), 43); // 256 bits in base64url
        const QStringList whole{QString::number(processId()),
                                QString::fromLatin1(endpoint.token),
                                u"--embedded"_s,
                                u"--host"_s,
                                u"127.0.0.1"_s,
                                u"--port"_s,
                                u"0"_s,
                                u"--store"_s,
                                u"sqlite:"_s + dataFolder() + u"/sessions.sqlite"_s};
        QCOMPARE(facts(), whole);
    }

    void tellsWhereADamagedStoreIsNow()
    {
        qputenv("FAKE_HOLDLINED", "had a damaged store");
        EmbeddedServer server(fakeProgram(), dataFolder());
        QSignalSpy aside(&server, &EmbeddedServer::storeSetAside);
        server.start();
        QVERIFY(aside.wait());
        QCOMPARE(aside[0][0].toString(), u"/data/sessions.sqlite.damaged"_s);
    }

    void tellsThatItIsGoneBeforeItComesAgain()
    {
        EmbeddedServer server(fakeProgram(), dataFolder());
        QStringList told;
        connect(&server, &EmbeddedServer::ready, this, [&] { told += u"ready"_s; });
        connect(&server, &EmbeddedServer::gone, this, [&] { told += u"gone"_s; });
        server.start();
        QTRY_COMPARE(told, QStringList{u"ready"_s});
        server.restart();
        QCOMPARE(told.size(), 2);
        QTRY_COMPARE(told.size(), 3);
        ::kill(processId(), SIGKILL);
        QTRY_COMPARE(told.size(), 5);
        server.stop();
        QCOMPARE(
            told,
            (QStringList{u"ready"_s, u"gone"_s, u"ready"_s, u"gone"_s, u"ready"_s, u"gone"_s}));
    }

    void endsTheProcessInOrder()
    {
        EmbeddedServer server(fakeProgram(), dataFolder());
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.start();
        QVERIFY(ready.wait());
        const pid_t process = processId();
        QVERIFY(isRunning(process));
        server.stop();
        QVERIFY(!isRunning(process));
        QVERIFY(failed.isEmpty());
    }

    void restartsAsOftenAsItIsAsked_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::newRow("a process that ends in order") << QByteArray("ok");
        QTest::newRow("a process that does not end") << QByteArray("does not end");
    }

    void restartsAsOftenAsItIsAsked()
    {
        QFETCH(QByteArray, mode);
        qputenv("FAKE_HOLDLINED", mode);
        EmbeddedServer server(fakeProgram(), dataFolder());
        server.setPatience({.start = 10s, .stop = 100ms});
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.restart(); // no server is running yet
        server.start();
        QVERIFY(ready.wait());
        for (int i = 0; i < 4; ++i) { // more often than it is allowed to die
            const pid_t process = processId();
            ready.clear();
            server.restart();
            QVERIFY(ready.wait());
            QVERIFY(processId() != process);
            QVERIFY(!isRunning(process));
        }
        QVERIFY(failed.isEmpty());
    }

    void killsAProcessThatDoesNotEnd()
    {
        qputenv("FAKE_HOLDLINED", "does not end");
        EmbeddedServer server(fakeProgram(), dataFolder());
        server.setPatience({.stop = 100ms});
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        server.start();
        QVERIFY(ready.wait());
        const pid_t process = processId();
        server.stop();
        QVERIFY(!isRunning(process));
    }

    void canBeDismissedWithoutWaiting_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        QTest::newRow("a good one") << QByteArray("ok");
        QTest::newRow("one that does not end") << QByteArray("does not end");
    }

    void canBeDismissedWithoutWaiting()
    {
        QFETCH(QByteArray, behaviour);
        qputenv("FAKE_HOLDLINED", behaviour);
        EmbeddedServer server(fakeProgram(), dataFolder());
        server.setPatience({.stop = 100ms});
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.start();
        QVERIFY(ready.wait());
        const pid_t process = processId();
        server.dismiss();
        QVERIFY(isRunning(process));
        QTRY_VERIFY(!isRunning(process));
        QVERIFY(failed.isEmpty());
        server.start();
        QVERIFY(ready.wait());
        QVERIFY(isRunning(processId()));
    }

    void startsAgainOnceADismissedOneHasEnded()
    {
        EmbeddedServer server(fakeProgram(), dataFolder());
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        server.start();
        QVERIFY(ready.wait());
        const pid_t process = processId();
        server.dismiss();
        server.start();
        QVERIFY(ready.wait());
        QVERIFY(!isRunning(process));
        QVERIFY(isRunning(processId()));
        server.dismiss();
        server.start();
        server.dismiss(); // the latest call counts
        QTRY_VERIFY(!isRunning(processId()));
        QVERIFY(!ready.wait(200));
    }

    void leavesNoProcessBehindWhenDestroyed()
    {
        auto server = std::make_unique<EmbeddedServer>(fakeProgram(), dataFolder());
        QSignalSpy ready(server.get(), &EmbeddedServer::ready);
        server->start();
        QVERIFY(ready.wait());
        const pid_t process = processId();
        server.reset();
        QVERIFY(!isRunning(process));
    }

    void startsAgainWithAnotherTokenWhenItDies()
    {
        EmbeddedServer server(fakeProgram(), dataFolder());
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.start();
        QVERIFY(ready.wait());
        const pid_t first = processId();
        ::kill(first, SIGKILL);
        QVERIFY(ready.wait());

        QVERIFY(!isRunning(first));
        QVERIFY(isRunning(processId()));
        QVERIFY(ready[0][0].value<Endpoint>().token != ready[1][0].value<Endpoint>().token);
        QVERIFY(failed.isEmpty());
    }

    void failsAfterThreeDeathsAndSaysWhatItSaid()
    {
        qputenv("FAKE_HOLDLINED", "dies at once");
        EmbeddedServer server(fakeProgram(), dataFolder());
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.start();
        QVERIFY(failed.wait());
        QCOMPARE(failed[0][0].toString(), u"ended with code 3 (error: the store is damaged)"_s);
    }

    void startsAfterAFailureWhenAskedTo()
    {
        qputenv("FAKE_HOLDLINED", "speaks in riddles");
        EmbeddedServer server(fakeProgram(), dataFolder());
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.start();
        QVERIFY(failed.wait());
        qunsetenv("FAKE_HOLDLINED");
        server.start();
        QVERIFY(ready.wait());
    }

    void givesUpAProcessThatIsNoServer_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        QTest::addColumn<QString>("detail");
        QTest::newRow("it says nothing")
            << "says nothing"_ba << u"did not say where it listens within 1000 ms"_s;
        const QString somethingElse = u"said something else than where it listens"_s;
        QTest::newRow("it says something else") << "speaks in riddles"_ba << somethingElse;
        QTest::newRow("its line never ends") << "never ends its line"_ba << somethingElse;
        QTest::newRow("it listens beyond this machine")
            << "listens to the world"_ba << somethingElse;
    }

    void givesUpAProcessThatIsNoServer()
    {
        QFETCH(QByteArray, behaviour);
        QFETCH(QString, detail);
        qputenv("FAKE_HOLDLINED", behaviour);
        EmbeddedServer server(fakeProgram(), dataFolder());
        if (behaviour == "says nothing")
            server.setPatience({.start = 1s});
        QSignalSpy ready(&server, &EmbeddedServer::ready);
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.start();
        QVERIFY(failed.wait());
        QCOMPARE(failed[0][0].toString(), detail);
        QVERIFY(ready.isEmpty());
        QVERIFY(!facts().isEmpty());
        QVERIFY(!isRunning(processId()));
    }

    void failsWithoutAProgramOrAFolder_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("folder");
        QTest::newRow("there is no program") << QString() << u"data"_s;
        QTest::newRow("the program is gone") << u"gone/holdlined"_s << u"data"_s;
        QTest::newRow("a file is where the folder should be") << fakeProgram() << u"file/data"_s;
    }

    void failsWithoutAProgramOrAFolder()
    {
        QFETCH(QString, program);
        QFETCH(QString, folder);
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        EmbeddedServer server(program, m_folder->filePath(folder));
        QSignalSpy failed(&server, &EmbeddedServer::failed);
        server.start();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!failed[0][0].toString().isEmpty());
    }

    void findsTheProgramBesideThisOneOrOnThePath()
    {
        const QString onPath = m_folder->filePath(u"holdlined"_s);
        QVERIFY(QFile::link(fakeProgram(), onPath));
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", m_folder->path().toUtf8());
        const QString found = EmbeddedServer::findProgram();
        qputenv("PATH", path);
        const QString beside = QCoreApplication::applicationDirPath() + u"/holdlined"_s;
        QCOMPARE(found, QFileInfo(beside).isExecutable() ? beside : onPath);
    }
};

HOLDLINE_TEST(TestEmbeddedServer)

} // namespace holdline::tst_embeddedserver

#include "tst_embeddedserver.moc"
