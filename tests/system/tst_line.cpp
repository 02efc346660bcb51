// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/setup/statuscontroller.h"
#include "support/cuttingproxy.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_line {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The client's Plain line to the real server, through a network that fails.
class TestLine : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    ServerProcess m_server{{u"--store"_s, u"memory"_s}};

    bool leadsToServer(CuttingProxy &proxy)
    {
        proxy.setTarget(m_server.port());
        return proxy.listen();
    }

    /// The parts of a client except its window.
    struct Client
    {
        explicit Client(const QUrl &url,
                        const QString &policy = u"initial=50ms,max=400ms,attempts=10"_s)
            : settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat)
            , ids(settings)
            , socket(BackoffPolicy::parse(policy).value(), ids, clock)
            , line(socket, ids, secrets, clock)
            , controller(socket, clock)
        {
            QObject::connect(&controller, &StatusController::statusChanged, &controller,
                             [this](const ConnectionStatus &status) {
                                 if (states.isEmpty() || states.last() != status.state)
                                     states.append(status.state);
                             });
            QObject::connect(&line, &Line::sessionStarted, &line,
                             [this](const Line::Session &session) {
                                 id = session.id;
                                 messageCount = session.messageCount;
                             });
            QObject::connect(
                &line, &Line::received, &line, [this](const protocol::ServerMessage &message) {
                    if (const auto *answer = std::get_if<protocol::FinalAssistantAnswer>(&message))
                        answers.append(answer->content);
                });
            socket.setDialect({.wanted = DialectChoice::Wanted::Plain});
            socket.setEndpoint({url, {}, u"test"_s, u"test.example"_s});
        }

        ConnectionState state() const { return controller.status().state; }
        bool waitFor(ConnectionState wanted, Duration patience = 15000ms) const
        {
            return waitUntil([&] { return state() == wanted; }, patience);
        }

        QTemporaryDir folder;
        QSettings settings;
        Clock clock;
        SessionIds ids;
        SessionSecrets secrets{nullptr, nullptr};
        ReconnectingSocket socket;
        SessionLine line;
        StatusController controller;
        QList<ConnectionState> states;
        std::optional<SessionId> id;
        std::optional<int> messageCount;
        QStringList answers;
    };

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.process().errorText())); }

    void comesBackToItsSessionAfterACut()
    {
        CuttingProxy proxy;
        QVERIFY(leadsToServer(proxy));
        Client client(proxy.url());
        client.line.start();
        QVERIFY(client.waitFor(ConnectionState::Connected));
        client.line.send(protocol::TextMessage{u"hello"_s});
        QTRY_COMPARE(client.answers.size(), 1);
        const auto id = client.id;

        proxy.cut();
        QVERIFY(client.waitFor(ConnectionState::Disconnected));
        QVERIFY(client.waitFor(ConnectionState::Reconnected));
        QCOMPARE(client.id, id);
        QCOMPARE(client.messageCount, 2);
        QVERIFY(client.waitFor(ConnectionState::Connected)); // 3 s later, by itself
        client.line.send(protocol::TextMessage{u"what did I say before"_s});
        QTRY_COMPARE(client.answers.size(), 2);
        QVERIFY2(client.answers.last().contains(u"hello", Qt::CaseInsensitive),
                 qPrintable(client.answers.last()));
    }

    void comesBackToItsSessionAfterTheServerWasKilled()
    {
        ServerProcess server({u"--store"_s, u"sqlite:%1/sessions.sqlite"_s.arg(m_folder.path())});
        QVERIFY(server.start());
        Client client(server.url(), u"initial=50ms,max=200ms,attempts=unlimited"_s);
        client.line.start();
        QVERIFY(client.waitFor(ConnectionState::Connected));
        client.line.send(protocol::TextMessage{u"hello"_s});
        QTRY_COMPARE(client.answers.size(), 1);
        const auto id = client.id;
        server.kill();
        QVERIFY(client.waitFor(ConnectionState::Reconnecting));
        QVERIFY(server.start());
        QVERIFY(client.waitFor(ConnectionState::Reconnected));
        QCOMPARE(client.id, id);
    }

    void givesUpAfterTenAttemptsAndTriesAgainWhenAsked()
    {
        CuttingProxy proxy;
        QVERIFY(leadsToServer(proxy));
        Client client(proxy.url(), u"initial=10ms,max=40ms,attempts=10"_s);
        int highest = 0;
        connect(
            &client.controller, &StatusController::statusChanged, this,
            [&](const ConnectionStatus &status) { highest = std::max(highest, status.attempt); });
        client.line.start();
        QVERIFY(client.waitFor(ConnectionState::Connected));
        proxy.refuse();
        QVERIFY(client.waitFor(ConnectionState::Failed));
        QCOMPARE(highest, 10);
        QCOMPARE(client.controller.status().reason, LossReason::Refused);
        proxy.pass();
        QCOMPARE(client.state(), ConnectionState::Failed); // it does not dial by itself
        client.line.reconnectNow();
        QVERIFY(client.waitFor(ConnectionState::Reconnected));
    }

    void staysAwayAfterTheUsersOwnStop()
    {
        CuttingProxy proxy;
        QVERIFY(leadsToServer(proxy));
        Client client(proxy.url(), u"initial=10ms,max=20ms,attempts=unlimited"_s);
        client.line.start();
        QVERIFY(client.waitFor(ConnectionState::Connected));
        const int before = proxy.connectionsSoFar();
        client.line.stop();
        QVERIFY(client.waitFor(ConnectionState::Stopped));
        QTRY_COMPARE(proxy.openConnections(), 0);
        // Waits ten times the longest wait of the policy; no dial comes.
        QVERIFY(!waitUntil([&] { return proxy.connectionsSoFar() > before; }, 200ms));
        client.line.start();
        QVERIFY(client.waitFor(ConnectionState::Reconnected));
    }

    void noticesALineThatOnlyPretendsToBeThere()
    {
        CuttingProxy proxy;
        QVERIFY(leadsToServer(proxy));
        Client client(proxy.url());
        client.socket.setInConversation(true);
        client.line.start();
        QVERIFY(client.waitFor(ConnectionState::Connected));
        proxy.blackhole();
        QVERIFY(client.waitFor(ConnectionState::Disconnected, 15000ms)); // 3 × 5 s
        QCOMPARE(client.controller.status().reason, LossReason::TimedOut);
        proxy.pass();
        QVERIFY(client.waitFor(ConnectionState::Reconnected, 20000ms));
    }

    void startsANewSessionOnRequest()
    {
        Client client(m_server.url());
        client.line.start();
        QVERIFY(client.waitFor(ConnectionState::Connected));
        const auto first = client.id;
        client.line.startNewSession();
        QTRY_VERIFY(client.id != first);
        QVERIFY(client.waitFor(ConnectionState::Connected));
        QCOMPARE(client.messageCount, 0);
    }
};

HOLDLINE_TEST(TestLine)

} // namespace holdline::tst_line

#include "tst_line.moc"
