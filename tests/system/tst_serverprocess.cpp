// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durableclient.h"
#include "support/plainclient.h"
#include "support/processfigures.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace holdline::tst_serverprocess {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// holdlined as a program: how it starts, refuses to start, and ends.
class TestServerProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsOrderlyOnASignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("Ctrl-C") << SIGINT;
    }

    void endsOrderlyOnASignal()
    {
        QFETCH(int, signal);
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        PlainClient client;
        client.open(server.url());
        QTRY_VERIFY(client.session());
        client.send(protocol::TextMessage{u"what can you do"_s});
        QTRY_VERIFY(client.count<protocol::TtsChunk>() > 0); // in the middle of an answer
        ::kill(static_cast<pid_t>(server.process().pid()), signal);
        QVERIFY(server.process().waitForEnd(6000ms)); // 3 × 2 s
        QCOMPARE(server.process().exitCode(), 0);
        QTRY_VERIFY(!client.isOpen());
    }

    void embeddedTakesATokenAndEndsWithItsInput()
    {
        ChildProcess server(ServerProcess::program(),
                            {u"--embedded"_s, u"--port"_s, u"0"_s, u"--store"_s, u"memory"_s});
        QVERIFY(server.start());
        server.write("a-secret-for-this-run\n");
        QTRY_VERIFY_WITH_TIMEOUT(!server.standardOutput().isEmpty(), 10000);
        const QString line = server.standardOutput().first().text;
        QVERIFY2(line.startsWith(u"listening ws://127.0.0.1:"), qPrintable(line));
        const QUrl url(line.section(u' ', 1));

        PlainClient stranger;
        QSignalSpy refused(&stranger.socket(), &QWebSocket::disconnected);
        stranger.open(url);
        QVERIFY(refused.wait());
        QVERIFY(!stranger.session());

        PlainClient owner;
        owner.open(url, {}, "a-secret-for-this-run");
        QTRY_VERIFY(owner.session());
        QVERIFY(!server.errorText().contains(u"a-secret-for-this-run"_s));

        server.closeInput();
        QVERIFY(server.waitForEnd(6000ms));
        QCOMPARE(server.exitCode(), 0);
    }

    void embeddedLoadsARecogniserOnlyForAMicrophone()
    {
        ChildProcess server(ServerProcess::program(),
                            {u"--embedded"_s, u"--port"_s, u"0"_s, u"--store"_s, u"memory"_s});
        QVERIFY(server.start());
        server.write("a-secret-for-this-run\n");
        QTRY_VERIFY_WITH_TIMEOUT(!server.standardOutput().isEmpty(), 10000);
        DurableClient owner(QUrl(server.standardOutput().first().text.section(u' ', 1)),
                            "a-secret-for-this-run");
        QVERIFY(owner.enter());
        owner.type(u"what can you do"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!owner.items<protocol::TtsEnd>().isEmpty(), 10000);
        const qint64 typed = residentBytes(server.pid());
        constexpr qint64 kModels = 50'000'000; // at least
        owner.beSilent(100ms);
        QTRY_VERIFY_WITH_TIMEOUT(residentBytes(server.pid()) > typed + kModels, 30000);
    }

    void logsAsJsonAndNeverAWord()
    {
        const QString token = u"a-token-that-nobody-may-read"_s;
        QTemporaryDir folder;
        QFile file(folder.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(token.toLatin1()) > 0);
        file.close();
        ServerProcess server({u"--log-format"_s, u"json"_s, u"--log-level"_s, u"debug"_s,
                              u"--token-file"_s, file.fileName()});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        PlainClient client;
        client.open(server.url(), {}, token.toLatin1());
        QTRY_VERIFY(client.session());
        client.send(protocol::TextMessage{u"repeat after me xylophone"_s});
        QTRY_VERIFY_WITH_TIMEOUT(client.count<protocol::FinalAssistantAnswer>() > 0, 10000);
        QVERIFY(client.all<protocol::FinalAssistantAnswer>().first().content.contains(
            u"xylophone"_s, Qt::CaseInsensitive));
        const QString id = client.session()->toString();
        client.vanish();
        QTRY_VERIFY(eventsOf(server.process(), id.left(8)).contains(u"detached"_s));
        QVERIFY(server.terminate());

        QVERIFY(eventsOf(server.process(), id.left(8)).contains(u"created"_s));
        const QString log = server.process().errorText();
        QVERIFY(!log.contains(u"xylophone"_s, Qt::CaseInsensitive));
        QVERIFY(!log.contains(token));
        QVERIFY(!log.contains(id));
        for (const OutputLine &line : server.process().standardError())
            QVERIFY2(QJsonDocument::fromJson(line.text.toUtf8()).isObject(), qPrintable(line.text));
    }

    void logsNothingBelowItsLevel()
    {
        ChildProcess server(
            ServerProcess::program(),
            {u"--embedded"_s, u"--port=0"_s, u"--store=memory"_s, u"--log-level=warning"_s});
        QVERIFY(server.start());
        server.write("a-token-of-its-client\n");
        QTRY_VERIFY_WITH_TIMEOUT(!server.standardOutput().isEmpty(), 10000);
        server.closeInput();
        QVERIFY(server.waitForEnd(6000ms));
        QCOMPARE(server.errorText(), QString());
    }

    void saysWhatIsWrongAndEnds_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("named");
        const QString none;
        QTest::newRow("an unknown option") << QStringList{u"--turbo"_s} << none << u"turbo"_s;
        QTest::newRow("a port out of range")
            << QStringList{u"--port"_s, u"70000"_s} << none << u"70000"_s;
        QTest::newRow("a store of no known kind")
            << QStringList{u"--store"_s, u"oracle:x"_s} << none << u"oracle"_s;
        QTest::newRow("a time-out that is no number")
            << QStringList() << u"SESSION_TIMEOUT_MINUTES=soon"_s << u"SESSION_TIMEOUT_MINUTES"_s;
        QTest::newRow("a settings file that is not there")
            << QStringList{u"--settings"_s, u"/nonexistent/file.conf"_s} << none
            << u"/nonexistent/file.conf"_s;
        QTest::newRow("a store where nothing can be written")
            << QStringList{u"--store"_s, u"sqlite:/proc/holdline/sessions.sqlite"_s} << none
            << u"/proc/holdline"_s;
    }

    void saysWhatIsWrongAndEnds()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, variable);
        QFETCH(QString, named);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!variable.isEmpty())
            environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        ChildProcess server(ServerProcess::program(), arguments, environment);
        QVERIFY(server.start());
        QVERIFY(server.waitForEnd(10000ms));
        QVERIFY(server.exitCode() > 0);
        QVERIFY2(server.errorText().contains(named), qPrintable(server.errorText()));
    }

    void saysWhenThePortIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        ChildProcess server(
            ServerProcess::program(),
            {u"--store"_s, u"memory"_s, u"--port"_s, QString::number(other.serverPort())});
        QVERIFY(server.start());
        QVERIFY(server.waitForEnd(10000ms));
        QVERIFY(server.exitCode() > 0);
        QVERIFY(server.errorText().contains(QString::number(other.serverPort())));
    }

    void explainsItselfOnDemand_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QStringList>("contained");
        QTest::newRow("--help") << u"--help"_s
                                << QStringList{u"--port"_s, u"SESSION_TIMEOUT_MINUTES"_s,
                                               u"SESSION_CLEANUP_INTERVAL"_s, u"--store"_s,
                                               u"--allow-origin"_s};
        QTest::newRow("--version")
            << u"--version"_s << QStringList{QStringLiteral(HOLDLINE_VERSION)};
    }

    void explainsItselfOnDemand()
    {
        QFETCH(QString, option);
        QFETCH(QStringList, contained);
        ChildProcess server(ServerProcess::program(), {option});
        QVERIFY(server.start());
        QVERIFY(server.waitForEnd(10000ms));
        QCOMPARE(server.exitCode(), 0);
        QString output;
        for (const OutputLine &line : server.standardOutput())
            output += line.text + u'\n';
        for (const QString &text : contained)
            QVERIFY2(output.contains(text), qPrintable(text));
    }

private:
    /// The events about a session in the server's JSON log.
    static QStringList eventsOf(const ChildProcess &server, const QString &session)
    {
        QStringList events;
        for (const OutputLine &line : server.standardError()) {
            const QJsonObject entry = QJsonDocument::fromJson(line.text.toUtf8()).object();
            if (entry[u"session"_s] == session)
                events.append(entry[u"event"_s].toString());
        }
        return events;
    }
};

HOLDLINE_TEST(TestServerProcess)

} // namespace holdline::tst_serverprocess

#include "tst_serverprocess.moc"
