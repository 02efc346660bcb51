// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/reconnectingsocket.h"

#include "client/impairedline.h"
#include "support/fakenetworkwatch.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace holdline;
using namespace holdline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace holdline::testing;
using Origin = Line::Session::Origin;
using Manner = FakeVoiceServer::Manner;

namespace {

Endpoint endpointOf(const FakeVoiceServer &server)
{
    return Endpoint::forAddress(server.url().toString());
}

/// A client with settings of its own and a good server, not connected yet. What the server says is
/// left to a line, which speaks plain here.
struct Rig
{
    LineHome home;
    FakeVoiceServer server;
    FakeNetworkWatch *network = new FakeNetworkWatch; ///< the client's
    LineClient client;
    ReconnectingSocket &socket = client.socket;
    QSignalSpy started{&client.line, &Line::sessionStarted};
    QSignalSpy losses{&client.socket, &ReconnectingSocket::lost};

    explicit Rig(const LinkTimings &timings = quickTimings(),
                 const BackoffPolicy &policy = quickPolicy())
        : client(home, server.url(), policy, timings, std::unique_ptr<NetworkWatch>(network))
    {
    }

    bool connectToSession()
    {
        socket.start();
        return sessions() > 0 || started.wait();
    }
    template <typename S>
    const S *in() const
    {
        return client.in<S>();
    }
    const link::Failed *failed() const { return client.failed(); }
    qsizetype sessions() const { return client.sessions.size(); }
    Origin origin(int index) const { return client.sessions[index].origin; }
};

} // namespace

class TestReconnectingSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- coming back

    void triesTenTimesThenFailsUntilAskedAgain()
    {
        Rig rig;
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
        Rig rig(quickTimings(),
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
        Rig rig;
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
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.stop();
        QTRY_COMPARE(rig.server.lastCloseCode(), 1000);
    }

    void stopDoesNotWaitForASilentServer()
    {
        Rig rig;
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
        Rig rig(timings, BackoffPolicy::parse(u"initial=200ms,max=200ms"_s).value());
        rig.server.setManner(manner);
        QElapsedTimer timer;
        timer.start();
        rig.socket.start();
        QTRY_VERIFY(rig.server.connectionsMade() >= 5);
        QVERIFY2(timer.elapsed() >= 4 * 195, "each dial waits for 200 ms");
    }

    void aNewAddressIsDialledAndTheOldLineLeft()
    {
        Rig rig;
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
        Rig rig;
        rig.socket.setEndpoint({});
        rig.socket.start();
        QVERIFY(rig.in<link::AwaitingEndpoint>());
        rig.socket.setEndpoint(endpointOf(rig.server));
        QTRY_COMPARE(rig.sessions(), 1);
    }

    void hearsNothingFromTheSocketBefore()
    {
        Rig rig;
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
        Rig rig;
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

    /// A wait that nobody sits out.
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
        Rig rig(quickTimings(), failed ? quickPolicy(1) : patience());
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
        Rig rig(quickTimings(), patience());
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
        Rig rig(timings, patience());
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        rig.server.vanish();
        QTRY_COMPARE(rig.socket.machine().state().backoff.attempt(), 1);
        rig.server.reappear();
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void followsANewPolicyAtOnce()
    {
        Rig rig(quickTimings(), patience());
        QVERIFY(rig.connectToSession());
        rig.server.vanish();
        QTRY_COMPARE(rig.socket.machine().state().backoff.attempt(), 1);
        rig.server.reappear();
        rig.socket.setPolicy(quickPolicy());
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void isLostWithItsAddress()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.network->change(true, true);
        QVERIFY(rig.losses.isEmpty());
        rig.network->change(true, false);
        QCOMPARE(rig.losses.count(), 1);
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void dialsNowhereWithoutANetwork()
    {
        Rig rig(quickTimings(), patience());
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
        Rig rig;
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
        Rig rig;
        QVERIFY(rig.connectToSession());
        QCOMPARE(rig.network->pace(), NetworkWatch::Pace::Off);
        rig.socket.setEndpoint(Endpoint::forAddress(u"wss://192.0.2.1"_s));
        QCOMPARE(rig.network->pace(), NetworkWatch::Pace::Keen);
        rig.socket.stop();
        QCOMPARE(rig.network->pace(), NetworkWatch::Pace::Off);
    }

    // ---- bad servers

    void tellsWhyTheDialFailed_data()
    {
        QTest::addColumn<Manner>("manner");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<bool>("atOnce");

        const Manner refuses = Manner::RefusesWithStatus;
        const QByteArray none;
        QTest::newRow("401") << refuses << QByteArray("401 Unauthorized")
                             << LossReason::NotAuthorised << true;
        QTest::newRow("404") << refuses << QByteArray("404 Not Found") << LossReason::NotFound
                             << true;
        QTest::newRow("429") << refuses << QByteArray("429 Too Many Requests") << LossReason::Busy
                             << false;
        QTest::newRow("503") << refuses << QByteArray("503 Service Unavailable")
                             << LossReason::ServerError << false;
        QTest::newRow("200") << refuses << QByteArray("200 OK") << LossReason::NotAWebSocket
                             << false;
        QTest::newRow("another protocol")
            << Manner::SpeaksSomethingElse << none << LossReason::NotAWebSocket << false;
        QTest::newRow("no answer") << Manner::NeverAnswers << none << LossReason::TimedOut << false;
    }

    void tellsWhyTheDialFailed()
    {
        QFETCH(Manner, manner);
        QFETCH(QByteArray, status);
        QFETCH(LossReason, reason);
        QFETCH(bool, atOnce);
        LinkTimings timings = quickTimings();
        timings.dialTimeout = 400ms;
        Rig rig(timings, BackoffPolicy::parse(u"initial=10ms,attempts=2"_s).value());
        rig.server.setManner(manner);
        rig.server.setStatus(status);
        rig.socket.start();
        QTRY_VERIFY(rig.failed());
        QCOMPARE(rig.failed()->reason, reason);
        QCOMPARE(rig.server.connectionsMade(), atOnce ? 1 : 3);
        QVERIFY2(!rig.failed()->detail.contains(u"QWebSocketPrivate"),
                 qPrintable(rig.failed()->detail));
        QCOMPARE(rig.losses.count(), 0);
    }

    void tellsThatTheServerSpeaksNoTls()
    {
        Rig rig;
        QUrl url = rig.server.url();
        url.setScheme(u"wss"_s);
        rig.server.setManner(Manner::SpeaksSomethingElse);
        rig.socket.setEndpoint(Endpoint::forAddress(url.toString()));
        rig.socket.start();
        QTRY_VERIFY(rig.failed());
        QCOMPARE(rig.failed()->reason, LossReason::Tls);
        QCOMPARE(rig.server.connectionsMade(), 1);
    }

    void followsTheCloseCode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("comesBack");
        QTest::addColumn<LossReason>("reason");
        QTest::newRow("1001 going away") << 1001 << QString() << true << LossReason::None;
        QTest::newRow("1012 restart, which Qt garbles")
            << 1012 << QString() << true << LossReason::None;
        QTest::newRow("4412 restart with a wait")
            << 4412 << u"{\"after_ms\":50}"_s << true << LossReason::None;
        QTest::newRow("4401 not authorised")
            << 4401 << QString() << false << LossReason::NotAuthorised;
        QTest::newRow("4409 replaced") << 4409 << QString() << false << LossReason::Replaced;
    }

    void followsTheCloseCode()
    {
        QFETCH(int, code);
        QFETCH(QString, text);
        QFETCH(bool, comesBack);
        QFETCH(LossReason, reason);
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.server.close(code, text);
        if (comesBack) {
            QTRY_COMPARE(rig.sessions(), 2);
        } else {
            QTRY_VERIFY(rig.failed());
            QCOMPARE(rig.failed()->reason, reason);
            QCOMPARE(rig.server.connectionsMade(), 1);
        }
    }

    void aMessageBeyondTheLimitTwiceIsTheEnd()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.server.sendText(QString(2 * 1024 * 1024, u'x'));
        QTRY_COMPARE(rig.sessions(), 2);
        rig.server.sendText(QString(2 * 1024 * 1024, u'x'));
        QTRY_VERIFY(rig.failed());
        QCOMPARE(rig.failed()->reason, LossReason::Rejected);
    }

    void findsASilentServerInAConversation()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        QTRY_VERIFY(rig.in<link::Live>() && rig.in<link::Live>()->roundTrip);
        QVERIFY2(rig.losses.isEmpty(), "pongs keep a silent line alive");
        rig.server.goSilent();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(rig.losses.wait());
        QVERIFY2(timer.elapsed() < 3 * 600, "100 ms of silence and 500 ms for the pong");
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void findsASilentServerWhileSpeakingToIt()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        rig.server.goSilent();
        QTimer microphone;
        connect(&microphone, &QTimer::timeout, &rig.socket, [&rig] {
            rig.socket.send(
                protocol::WireMessage{.binary = true, .bytes = QByteArray(256 * 1024, '\0')});
        });
        microphone.start(10);
        QVERIFY(rig.losses.wait());
    }

    void anotherWayIsTakenAtOnceAndLeftAgain()
    {
        Rig rig;
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

    void doesNotTakeASlowLineForADeadOne()
    {
        LinkTimings timings = quickTimings();
        timings.pongWaitTalking = 2s;
        Rig rig(timings);
        ImpairedLine way;
        way.setSlowness({.up = {.bytesPerSecond = 80'000, .delay = 50ms}, .down = {}});
        QVERIFY(way.listen());
        rig.socket.setProxy(way.proxy());
        QVERIFY(rig.connectToSession());
        way.setMode(ImpairedLine::Mode::Slow);
        rig.socket.setInConversation(true);
        // More than twice as long as a pong may take; this server says nothing in between.
        const QByteArray speech(400'000, '\0');
        rig.socket.send(protocol::WireMessage{.binary = true, .bytes = speech});
        QTRY_COMPARE_WITH_TIMEOUT(rig.server.received().size(), size_t(1), 15000);
        QCOMPARE(rig.losses.count(), 0);
    }

    void findsABlackHoleOnTheWayWhileSpeakingIntoIt()
    {
        Rig rig;
        ImpairedLine way;
        QVERIFY(way.listen());
        rig.socket.setProxy(way.proxy());
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        way.setMode(ImpairedLine::Mode::Blackhole);
        QTimer microphone;
        connect(&microphone, &QTimer::timeout, &rig.socket, [&rig] {
            rig.socket.send(
                protocol::WireMessage{.binary = true, .bytes = QByteArray(256 * 1024, '\0')});
        });
        microphone.start(10);
        QTRY_VERIFY(rig.socket.queuedBytes() > 1024 * 1024);
        QTRY_COMPARE(rig.losses.size(), 1);
    }

    void sendsAndReceivesWhateverItIs()
    {
        Rig rig;
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
        Rig rig;
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
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.fail(LossReason::EmbeddedServerFailed, u"no such program"_s);
        QVERIFY(rig.failed());
        QCOMPARE(rig.failed()->detail, u"no such program"_s);
        rig.socket.setEndpoint(endpointOf(rig.server));
        QTRY_COMPARE(rig.sessions(), 2);
    }

    void twoHundredRapidStartsAndStopsLeaveNothingBehind()
    {
        Rig rig;
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
};

QTEST_GUILESS_MAIN(TestReconnectingSocket)
#include "tst_reconnectingsocket.moc"
