// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/reconnectingsocket.h"

#include "client/link/impairedline.h"
#include "support/socketrig.h"
#include "support/testcase.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

namespace holdline::tst_reconnectingsocket {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = Line::Session::Origin;
using Manner = FakeVoiceServer::Manner;

class TestReconnectingSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- what it carries, and how it ends

    void anotherWayIsTakenAtOnceAndLeftAgain()
    {
        SocketRig rig;
        ImpairedLine way;
        QVERIFY(way.listen());
        QVERIFY(rig.connectToSession());
        rig.socket.setProxy(way.proxy());
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(way.connections(), 1);
        rig.socket.setProxy(way.proxy());
        QVERIFY2(rig.socket.isLive(), "it is on this way already");
        rig.socket.setProxy(QNetworkProxy::DefaultProxy);
        QTRY_COMPARE(rig.sessions(), 3);
        QTRY_COMPARE(way.connections(), 0);
        QCOMPARE(rig.origin(2), Origin::Resumed);
    }

    void sendsAndReceivesWhateverItIs()
    {
        SocketRig rig;
        Endpoint endpoint = endpointOf(rig.server);
        endpoint.token = "s3cret";
        rig.socket.setEndpoint(endpoint);
        QVERIFY(rig.connectToSession());
        QCOMPARE(rig.server.requests().front().authorization, QByteArray("Bearer s3cret"));
        QCOMPARE(rig.server.requests().front().path, u"/ws"_s);

        QSignalSpy received(&rig.socket, &ReconnectingSocket::received);
        QSignalSpy room(&rig.socket, &ReconnectingSocket::roomMade);
        const protocol::WireMessage text{.binary = false, .bytes = "gr\xC3\xBC\xC3\x9F"};
        const protocol::WireMessage audio{.binary = true, .bytes = QByteArray("\0\xFF", 2)};
        rig.socket.send(text);
        rig.socket.send(audio);
        QTRY_COMPARE(rig.server.received(), (std::vector{text.bytes, audio.bytes}));
        QVERIFY(!room.isEmpty());
        rig.server.sendText(QString::fromUtf8(text.bytes));
        rig.server.sendBinary(audio.bytes);
        QTRY_COMPARE(received.count(), 2);
        QCOMPARE(received[0][0].value<protocol::WireMessage>(), text);
        QCOMPARE(received[1][0].value<protocol::WireMessage>(), audio);
    }

    void whatIsRefusedIsClosedWithItsCode()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.refuse({.after = 30ms}, u"nonsense"_s, 4400);
        QCOMPARE(rig.losses.count(), 1);
        QTRY_COMPARE(rig.server.lastCloseCode(), 4400);
        QTRY_COMPARE(rig.sessions(), 2);
        rig.socket.stop();
        QTRY_COMPARE(rig.server.lastCloseCode(), 1000);
    }

    void reportsAFailureThatNoDialCanCure()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.fail(LossReason::EmbeddedServerFailed, u"no such program"_s);
        QVERIFY(rig.failed());
        QCOMPARE(rig.failed()->detail, u"no such program"_s);
        rig.socket.setEndpoint(endpointOf(rig.server));
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void twoHundredRapidStartsAndStopsLeaveNothingBehind()
    {
        SocketRig rig;
        for (int i = 0; i < 200; ++i) {
            rig.socket.start();
            if (i % 3 == 0)
                QCoreApplication::processEvents();
            rig.socket.stop();
        }
        QTRY_COMPARE(rig.server.liveConnections(), 0);
        QTRY_COMPARE(rig.socket.findChildren<QTcpSocket *>().size(), 0);
        rig.socket.start();
        QTRY_VERIFY(rig.socket.isLive());
        QTRY_COMPARE(rig.server.liveConnections(), 1);
    }

    // ---- coming back

    void triesTenTimesThenFailsUntilAskedAgain()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        const int firstDial = rig.socket.machine().state().dial;
        rig.server.vanish();
        QTRY_VERIFY(rig.failed());
        QCOMPARE(rig.failed()->reason, LossReason::Refused);
        QCOMPARE(rig.socket.machine().state().dial, firstDial + 1 + 10);
        QCOMPARE(rig.losses.count(), 1);

        rig.server.reappear();
        rig.socket.reconnectNow();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.origin(1), Origin::Resumed);
    }

    void comesBackWhenTheServerDoes()
    {
        SocketRig rig(quickTimings(),
                      BackoffPolicy::parse(u"initial=10ms,max=40ms,attempts=unlimited"_s).value());
        QVERIFY(rig.connectToSession());
        rig.server.vanish();
        QTRY_VERIFY(rig.socket.machine().state().backoff.attempt() >= 3);
        rig.server.reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.socket.machine().state().backoff.attempt(), 0);
    }

    void neverComesBackAfterTheUsersStop_data()
    {
        QTest::addColumn<bool>("whileTrying");
        QTest::newRow("on a live line") << false;
        QTest::newRow("between two tries") << true;
    }

    void neverComesBackAfterTheUsersStop()
    {
        QFETCH(bool, whileTrying);
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        if (whileTrying) {
            rig.server.vanish();
            QTRY_VERIFY(rig.in<link::Waiting>());
            rig.server.reappear();
        }
        rig.socket.stop();
        QVERIFY(rig.in<link::Stopped>());
        QCOMPARE(rig.losses.count(), 1);
        QTRY_COMPARE(rig.server.liveConnections(), 0);

        QSignalSpy connections(&rig.server, &FakeVoiceServer::connectionMade);
        QVERIFY2(!connections.wait(300), "ten times the longest wait, and no dial");
        rig.socket.start();
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void stopSaysGoodbyeToTheServer()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.stop();
        QTRY_COMPARE(rig.server.lastCloseCode(), 1000);
    }

    void stopDoesNotWaitForASilentServer()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        rig.server.goSilent();
        QElapsedTimer timer;
        timer.start();
        rig.socket.stop();
        QVERIFY(timer.elapsed() < 300);
        QVERIFY(rig.in<link::Stopped>());
        QTRY_VERIFY2(rig.socket.children().count() <= 1, "the old socket goes after its grace");
    }

    void doesNotHammerAServerThatHangsUp_data()
    {
        QTest::addColumn<Manner>("manner");
        QTest::newRow("without a word") << Manner::ClosesAtOnce;
        QTest::newRow("after naming a session") << Manner::ClosesAfterNaming;
    }

    void doesNotHammerAServerThatHangsUp()
    {
        QFETCH(Manner, manner);
        LinkTimings timings = quickTimings();
        timings.uncountedSpacing = 200ms;
        SocketRig rig(timings, BackoffPolicy::parse(u"initial=200ms,max=200ms"_s).value());
        rig.server.setManner(manner);
        QElapsedTimer timer;
        timer.start();
        rig.socket.start();
        QTRY_VERIFY(rig.server.connectionsMade() >= 5);
        QVERIFY2(timer.elapsed() >= 4 * 195, "each dial waits for 200 ms");
    }

    void aNewAddressIsDialledAndTheOldLineLeft()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        FakeVoiceServer other;
        rig.socket.setEndpoint(endpointOf(other));
        QTRY_COMPARE(rig.sessions(), 2);
        QVERIFY2(rig.origin(1) == Origin::New, "session ids are kept per server");
        QCOMPARE(other.liveConnections(), 1);
        QTRY_COMPARE(rig.server.liveConnections(), 0);

        rig.socket.setEndpoint(endpointOf(other));
        QVERIFY2(rig.socket.isLive(), "the same address changes nothing");
    }

    void waitsForAnAddress()
    {
        SocketRig rig;
        rig.socket.setEndpoint({});
        rig.socket.start();
        QVERIFY(rig.in<link::AwaitingEndpoint>());
        rig.socket.setEndpoint(endpointOf(rig.server));
        QTRY_COMPARE(rig.sessions(), 1);
    }

    void hearsNothingFromTheSocketBefore()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        FakeVoiceServer other;
        rig.server.send(protocol::FinalAssistantAnswer{u"late"_s});
        rig.socket.setEndpoint(endpointOf(other));
        rig.server.send(protocol::FinalAssistantAnswer{u"later"_s});
        QTRY_COMPARE(rig.sessions(), 2);
        other.send(protocol::FinalAssistantAnswer{u"now"_s});
        QTRY_COMPARE(rig.client.messages.size(), 1);
        QCOMPARE(rig.client.messages[0],
                 protocol::ServerMessage(protocol::FinalAssistantAnswer{u"now"_s}));
    }

    void mayBeToldAnythingWhileItReportsALoss()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        connect(&rig.socket, &ReconnectingSocket::lost, &rig.socket, [&rig] {
            rig.socket.reconnectNow();
            rig.client.line.startNewSession();
        });
        rig.server.cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.origin(1), Origin::New);
        QTRY_COMPARE(rig.server.liveConnections(), 1);
    }

    // ---- the network

    /// A wait that is longer than any test.
    static BackoffPolicy patience() { return {.initial = 1h, .maximum = 1h}; }

    void comesBackAtOnceWhenTheNetworkHasChanged_data()
    {
        QTest::addColumn<bool>("failed");
        QTest::newRow("while it waits") << false;
        QTest::newRow("when it had given up") << true;
    }

    void comesBackAtOnceWhenTheNetworkHasChanged()
    {
        QFETCH(bool, failed);
        SocketRig rig(quickTimings(), failed ? quickPolicy(1) : patience());
        QVERIFY(rig.connectToSession());
        rig.server.vanish();
        QTRY_VERIFY(failed ? rig.failed() != nullptr
                           : rig.socket.machine().state().backoff.attempt() == 1);
        rig.server.reappear();
        rig.network->change(true, true);
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void comesBackAtOnceWhenTheComputerWakes()
    {
        SocketRig rig(quickTimings(), patience());
        QVERIFY(rig.connectToSession());
        rig.server.vanish();
        QTRY_COMPARE(rig.socket.machine().state().backoff.attempt(), 1);
        rig.server.reappear();
        rig.network->wake();
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void aProbeInAConversationFindsTheServerAgain()
    {
        LinkTimings timings = quickTimings();
        timings.probeInterval = 50ms;
        timings.probeJitter = 10ms;
        SocketRig rig(timings, patience());
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        rig.server.vanish();
        QTRY_COMPARE(rig.socket.machine().state().backoff.attempt(), 1);
        rig.server.reappear();
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void followsANewPolicyAtOnce()
    {
        SocketRig rig(quickTimings(), patience());
        QVERIFY(rig.connectToSession());
        rig.server.vanish();
        QTRY_COMPARE(rig.socket.machine().state().backoff.attempt(), 1);
        rig.server.reappear();
        rig.socket.setPolicy(quickPolicy());
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void isLostWithItsAddress()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        rig.network->change(true, true);
        QVERIFY(rig.losses.isEmpty());
        rig.network->change(true, false);
        QCOMPARE(rig.losses.count(), 1);
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void dialsNowhereWithoutANetwork()
    {
        SocketRig rig(quickTimings(), patience());
        QVERIFY(rig.connectToSession());
        rig.server.vanish();
        QTRY_COMPARE(rig.socket.machine().state().backoff.attempt(), 1);
        const int dial = rig.socket.machine().state().dial;
        rig.network->change(false, false);
        QCOMPARE(rig.socket.machine().state().dial, dial);
        QCOMPARE(rig.socket.machine().state().backoff.attempt(), 0);
        rig.server.reappear();
        rig.network->change(true, true);
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void startsNowhereWithoutANetwork_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("dials");
        QTest::newRow("another computer") << u"wss://192.0.2.1"_s << false;
        QTest::newRow("this computer") << u"ws://127.0.0.1:9"_s << true;
    }

    void startsNowhereWithoutANetwork()
    {
        QFETCH(QString, address);
        SocketRig rig;
        rig.network->change(false, false);
        rig.socket.setEndpoint(Endpoint::forAddress(address));
        rig.socket.start();
        QTEST(rig.socket.machine().state().dial == 1, "dials");
        rig.socket.stop();
        rig.socket.start();
        QTEST(rig.socket.machine().state().dial == 2, "dials");
    }

    void watchesTheNetworkOnlyOnTheWayToAnotherComputer()
    {
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        QCOMPARE(rig.network->pace(), NetworkWatch::Pace::Off);
        rig.socket.setEndpoint(Endpoint::forAddress(u"wss://192.0.2.1"_s));
        QCOMPARE(rig.network->pace(), NetworkWatch::Pace::Keen);
        rig.socket.stop();
        QCOMPARE(rig.network->pace(), NetworkWatch::Pace::Off);
    }
};

HOLDLINE_TEST(TestReconnectingSocket)

} // namespace holdline::tst_reconnectingsocket

#include "tst_reconnectingsocket.moc"
