// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/plainclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

namespace holdline::tst_sessions {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {

QStringList onDisk(const QString &folder)
{
    return {u"--store"_s, u"sqlite:%1/sessions.sqlite"_s.arg(folder)};
}

QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> values)
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : values)
        result.insert(name, value);
    return result;
}

QJsonObject health(const ServerProcess &server)
{
    QNetworkAccessManager network;
    std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(server.healthUrl())));
    waitUntil([&] { return reply->isFinished(); }, Duration(5000));
    return QJsonDocument::fromJson(reply->readAll()).object();
}

QString answerTo(PlainClient &client, const QString &question)
{
    client.forget();
    client.send(protocol::TextMessage{question});
    waitUntil([&] { return client.count<protocol::FinalAssistantAnswer>() > 0; }, Duration(10000));
    const auto answers = client.all<protocol::FinalAssistantAnswer>();
    return answers.isEmpty() ? QString() : answers.last().content;
}

} // namespace

/// Sessions of the real server, as a Plain peer sees them: through lost lines and restarts.
class TestSessions : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    enum class Restart { None, Orderly, Killed };

    static bool talks(PlainClient &client, const ServerProcess &server,
                      std::optional<SessionId> offered = {})
    {
        client.open(server.url(), offered);
        return waitUntil([&] { return client.session().has_value(); }, Duration(10000));
    }

private Q_SLOTS:
    void namesANewSession()
    {
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        PlainClient client;
        QVERIFY(talks(client, server));
        QCOMPARE(client.count<protocol::SessionRestored>(), 0);
    }

    void givesASessionBackWithWhatWasSaid_data()
    {
        QTest::addColumn<QString>("store");
        QTest::addColumn<Restart>("restart");
        QTest::newRow("the line was lost") << u"memory"_s << Restart::None;
        QTest::newRow("the line was lost, sessions on disk") << u"sqlite"_s << Restart::None;
        QTest::newRow("the server was restarted") << u"sqlite"_s << Restart::Orderly;
        QTest::newRow("the server was killed") << u"sqlite"_s << Restart::Killed;
    }

    void givesASessionBackWithWhatWasSaid()
    {
        QFETCH(QString, store);
        QFETCH(Restart, restart);
        QTemporaryDir folder;
        ServerProcess server(store == u"memory" ? QStringList{u"--store"_s, u"memory"_s}
                                                : onDisk(folder.path()));
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        SessionId id = SessionId::generate();
        {
            PlainClient client;
            QVERIFY(talks(client, server));
            id = *client.session();
            QVERIFY(!answerTo(client, u"remember that my locker number is 42"_s).isEmpty());
            client.vanish();
        }
        if (restart == Restart::Orderly)
            QVERIFY(server.terminate());
        if (restart == Restart::Killed)
            server.kill();
        if (restart != Restart::None)
            QVERIFY2(server.start(), qPrintable(server.process().errorText()));

        PlainClient again;
        QVERIFY(talks(again, server, id));
        QCOMPARE(again.session(), id);
        QCOMPARE(again.all<protocol::SessionRestored>().size(), 1);
        // In the Plain dialect the server sends before the store has written. If it is killed then,
        // the answer may not be written.
        const int messages = again.all<protocol::SessionRestored>().first().messageCount;
        QVERIFY(messages == 2 || (messages == 1 && restart == Restart::Killed));
        QVERIFY(
            std::holds_alternative<protocol::SessionRestored>(again.received().front().message));

        const QString recalled = answerTo(again, u"what is my locker number"_s);
        QVERIFY2(recalled.contains(u"42"), qPrintable(recalled));
        const QString repeated = answerTo(again, u"what did I say before"_s);
        QVERIFY2(repeated.contains(u"locker"), qPrintable(repeated));
    }

    void doesNotAdoptAnIdItNeverGaveOut()
    {
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY(server.start());
        const SessionId invented = SessionId::generate();
        PlainClient client;
        QVERIFY(talks(client, server, invented));
        QVERIFY(client.session() != invented);
        QCOMPARE(client.count<protocol::SessionRestored>(), 0);
    }

    void endsADetachedSessionAndNotAnAttachedOne()
    {
        ServerProcess server(onDisk(m_folder.path()),
                             environment({{u"SESSION_TIMEOUT_MINUTES"_s, u"0.01"_s},
                                          {u"SESSION_CLEANUP_INTERVAL"_s, u"1"_s}}));
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        PlainClient stays;
        PlainClient leaves;
        QVERIFY(talks(stays, server));
        QVERIFY(talks(leaves, server));
        const SessionId left = *leaves.session();
        QVERIFY(!answerTo(leaves, u"hello"_s).isEmpty());
        leaves.vanish();
        QTRY_COMPARE_WITH_TIMEOUT(health(server)[u"sessions"_s][u"total_sessions"_s].toInt(), 1,
                                  10000);
        QVERIFY(stays.isOpen());
        QVERIFY(!answerTo(stays, u"hello"_s).isEmpty());

        PlainClient again;
        QVERIFY(talks(again, server, left));
        QVERIFY(again.session() != left);
    }

    void reportsItsHealth()
    {
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY(server.start());
        PlainClient stays;
        PlainClient leaves;
        QVERIFY(talks(stays, server));
        QVERIFY(talks(leaves, server));
        QVERIFY(!answerTo(leaves, u"hello"_s).isEmpty());
        leaves.vanish();
        QTRY_COMPARE(health(server)[u"sessions"_s][u"disconnected_sessions"_s].toInt(), 1);
        const QJsonObject report = health(server);
        QCOMPARE(report[u"status"_s].toString(), u"ok"_s);
        QVERIFY(
            QDateTime::fromString(report[u"timestamp"_s].toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(report[u"sessions"_s][u"total_sessions"_s].toInt(), 2);
        QCOMPARE(report[u"sessions"_s][u"active_sessions"_s].toInt(), 1);
        QCOMPARE(report[u"sessions"_s][u"timeout_minutes"_s].toDouble(), 5.0);
        for (const QString &component :
             {u"store"_s, u"recognizer"_s, u"synthesizer"_s, u"responder"_s})
            QVERIFY2(report[u"components"_s].toObject().contains(component), qPrintable(component));
    }

    void replacesAnOlderConnectionOfTheSameSession()
    {
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY(server.start());
        PlainClient older;
        QVERIFY(talks(older, server));
        PlainClient newer;
        QVERIFY(talks(newer, server, older.session()));
        QTRY_VERIFY(!older.isOpen());
        QCOMPARE(static_cast<int>(older.socket().closeCode()), 4409);
        QVERIFY(!answerTo(newer, u"hello"_s).isEmpty());
    }

    void leavesNothingBehindAfterManyShortVisits()
    {
        ServerProcess server({u"--store"_s, u"memory"_s},
                             environment({{u"SESSION_TIMEOUT_MINUTES"_s, u"0.01"_s},
                                          {u"SESSION_CLEANUP_INTERVAL"_s, u"1"_s}}));
        QVERIFY(server.start());
        const auto openFiles = [&] {
            return QDir(u"/proc/%1/fd"_s.arg(server.process().pid()))
                .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
                .size();
        };
        const auto threads = [&] {
            return QDir(u"/proc/%1/task"_s.arg(server.process().pid()))
                .entryList(QDir::NoDotAndDotDot | QDir::AllEntries)
                .size();
        };
        {
            PlainClient first; // everything that is made only once exists now
            QVERIFY(talks(first, server));
            QVERIFY(!answerTo(first, u"hello"_s).isEmpty());
        }
        QTRY_COMPARE(health(server)[u"sessions"_s][u"active_sessions"_s].toInt(), 0);
        const auto filesBefore = openFiles();
        const auto threadsBefore = threads();
        constexpr int kVisits = 200;
        for (int visit = 0; visit < kVisits; ++visit) {
            PlainClient client;
            client.open(server.url());
            if (visit % 2 == 0) // every other one leaves in the middle of the handshake
                QVERIFY(waitUntil([&] { return client.isOpen(); }, Duration(5000)));
        }
        QTRY_COMPARE_WITH_TIMEOUT(health(server)[u"sessions"_s][u"total_sessions"_s].toInt(), 0,
                                  15000);
        QTRY_VERIFY(openFiles() <= filesBefore);
        QTRY_VERIFY(threads() <= threadsBefore);
    }
};

HOLDLINE_TEST(TestSessions)

} // namespace holdline::tst_sessions

#include "tst_sessions.moc"
