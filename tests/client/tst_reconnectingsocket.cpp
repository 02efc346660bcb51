// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/reconnectingsocket.h"

#include "client/sessionids.h"
#include "support/fakevoiceserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace holdline;
using namespace holdline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using holdline::testing::FakeVoiceServer;
using Manner = FakeVoiceServer::Manner;

namespace {

/// The product's deadlines, shortened so that nobody waits.
LinkTimings quick()
{
    return {.dialTimeout = 2s,
            .immediateRetrySpread = 10ms,
            .uncountedSpacing = 20ms,
            .namedWaitSpread = 10ms,
            .sessionNaming = 200ms,
            .settling = 400ms,
            .silenceTalking = 100ms,
            .silenceIdle = 60s,
            .pongWaitTalking = 500ms,
            .pongMargin = 50ms};
}

BackoffPolicy quickPolicy()
{
    return BackoffPolicy::parse(u"initial=10ms,max=40ms,attempts=10"_s).value();
}

Endpoint endpointOf(const FakeVoiceServer &server)
{
    return Endpoint::forAddress(server.url().toString());
}

/// A client with settings of its own and a good server, not connected yet.
struct Rig
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    SessionIds ids{settings};
    Clock clock;
    FakeVoiceServer server;
    ReconnectingSocket socket;
    QSignalSpy sessions{&socket, &ReconnectingSocket::sessionStarted};
    QSignalSpy losses{&socket, &ReconnectingSocket::lost};
    QSignalSpy messages{&socket, &ReconnectingSocket::received};

    explicit Rig(const LinkTimings &timings = quick(), const BackoffPolicy &policy = quickPolicy())
        : socket(policy, ids, clock, nullptr, timings)
    {
        socket.setEndpoint(endpointOf(server));
    }

    bool connectToSession()
    {
        socket.start();
        return sessions.count() > 0 || sessions.wait();
    }
    template <typename S>
    const S *in() const
    {
        return std::get_if<S>(&socket.machine().state().stage);
    }
    const link::Failed *failed() const { return in<link::Failed>(); }
    /// SessionId has no default, which QVariant::value() would need.
    SessionId id(int index) const
    {
        return *static_cast<const SessionId *>(sessions[index][0].constData());
    }
    std::optional<int> restored(int index) const
    {
        return sessions[index][1].value<std::optional<int>>();
    }
    bool offered(int index) const { return sessions[index][2].toBool(); }
};

} // namespace

class TestReconnectingSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- sessions

    void getsANewSessionAndKeepsItsName()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        QVERIFY(rig.socket.isLive());
        QCOMPARE(rig.restored(0), std::nullopt);
        QVERIFY(!rig.offered(0));
        QCOMPARE(rig.ids.find(rig.socket.endpoint().sessionKey), rig.id(0));
        QCOMPARE(rig.server.requests().front().offered, std::nullopt);
    }

    void offersItsSessionAfterALossAndGetsItBack()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.server.cut();
        QTRY_COMPARE(rig.sessions.count(), 2);
        QCOMPARE(rig.losses.count(), 1);
        QCOMPARE(rig.restored(1), 4);
        QVERIFY(rig.offered(1));
        QCOMPARE(rig.id(1), rig.id(0));
        QVERIFY(rig.in<link::Live>()->restoredAt);
    }

    void takesANewSessionWhenItsOwnIsUnknown()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.server.forgetSessions();
        rig.server.cut();
        QTRY_COMPARE(rig.sessions.count(), 2);
        QCOMPARE(rig.restored(1), std::nullopt);
        QVERIFY(rig.offered(1));
        QVERIFY(rig.id(1) != rig.id(0));
        QVERIFY(!rig.in<link::Live>()->restoredAt);
    }

    void offersTheSessionOfTheLastRun()
    {
        Rig rig;
        const SessionId id = SessionId::generate();
        rig.ids.store(rig.socket.endpoint().sessionKey, id);
        QVERIFY(rig.connectToSession());
        QCOMPARE(rig.server.requests().front().offered, id);
    }

    void startsANewSessionWhenAsked()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.startNewSession();
        QVERIFY(!rig.socket.isLive());
        QTRY_COMPARE(rig.sessions.count(), 2);
        QVERIFY(!rig.offered(1));
        QVERIFY(rig.id(1) != rig.id(0));
        QTRY_COMPARE(rig.server.liveConnections(), 1);
    }

    void isLiveAtAServerThatNamesNoSession()
    {
        Rig rig;
        rig.server.setManner(Manner::NamesNothing);
        rig.socket.start();
        QTRY_VERIFY(rig.socket.isLive());
        QVERIFY(rig.socket.send(protocol::SetSpeed{20}));
        QTRY_COMPARE(rig.sessions.count(), 1);
        QCOMPARE(rig.restored(0), std::nullopt);
        QCOMPARE(rig.ids.find(rig.socket.endpoint().sessionKey), std::nullopt);
        QVERIFY(rig.socket.isLive());
        QCOMPARE(rig.losses.count(), 0);
    }

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
        QTRY_COMPARE(rig.sessions.count(), 2);
        QCOMPARE(rig.restored(1), 4);
    }

    void comesBackWhenTheServerDoes()
    {
        Rig rig(quick(),
                BackoffPolicy::parse(u"initial=10ms,max=40ms,attempts=unlimited"_s).value());
        QVERIFY(rig.connectToSession());
        rig.server.vanish();
        QTRY_VERIFY(rig.socket.machine().state().backoff.attempt() >= 3);
        rig.server.reappear();
        QTRY_COMPARE(rig.sessions.count(), 2);
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
        QTRY_COMPARE(rig.sessions.count(), 2);
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
        LinkTimings timings = quick();
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
        QTRY_COMPARE(rig.sessions.count(), 2);
        QVERIFY2(!rig.offered(1), "session ids are kept per server");
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
        QTRY_COMPARE(rig.sessions.count(), 1);
    }

    void hearsNothingFromTheSocketBefore()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        FakeVoiceServer other;
        rig.server.send(protocol::FinalAssistantAnswer{u"late"_s});
        rig.socket.setEndpoint(endpointOf(other));
        rig.server.send(protocol::FinalAssistantAnswer{u"later"_s});
        QTRY_COMPARE(rig.sessions.count(), 2);
        other.send(protocol::FinalAssistantAnswer{u"now"_s});
        QVERIFY(rig.messages.wait());
        QCOMPARE(rig.messages.count(), 1);
        QCOMPARE(rig.messages[0][0].value<protocol::ServerMessage>(),
                 protocol::ServerMessage(protocol::FinalAssistantAnswer{u"now"_s}));
    }

    void mayBeToldAnythingWhileItReportsALoss()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        connect(&rig.socket, &Line::lost, &rig.socket, [&rig] {
            rig.socket.reconnectNow();
            rig.socket.startNewSession();
        });
        rig.server.cut();
        QTRY_COMPARE(rig.sessions.count(), 2);
        QVERIFY(!rig.offered(1));
        QTRY_COMPARE(rig.server.liveConnections(), 1);
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
        LinkTimings timings = quick();
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
            QTRY_COMPARE(rig.sessions.count(), 2);
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
        QTRY_COMPARE(rig.sessions.count(), 2);
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
        QTRY_COMPARE(rig.sessions.count(), 2);
    }

    void findsASilentServerWhileSpeakingToIt()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        rig.server.goSilent();
        QTimer microphone;
        connect(&microphone, &QTimer::timeout, &rig.socket, [&rig] {
            rig.socket.send(protocol::AudioFrame{
                .timestampMs = 0, .speechPlaying = false, .pcm = QByteArray(256 * 1024, '\0')});
        });
        microphone.start(10);
        QVERIFY(rig.losses.wait());
    }

    // ---- messages

    void sendsTheTokenAndTheMessages()
    {
        Rig rig;
        Endpoint endpoint = endpointOf(rig.server);
        endpoint.token = "s3cret";
        rig.socket.setEndpoint(endpoint);
        QVERIFY(rig.connectToSession());
        QCOMPARE(rig.server.requests().front().authorization, QByteArray("Bearer s3cret"));
        QCOMPARE(rig.server.requests().front().path, u"/ws"_s);

        const protocol::AudioFrame frame{.timestampMs = 7, .speechPlaying = true, .pcm = "abcd"};
        QVERIFY(rig.socket.send(protocol::TextMessage{u"hello"_s}));
        QVERIFY(rig.socket.send(frame));
        QTRY_COMPARE(rig.server.received().size(), size_t(2));
        QCOMPARE(rig.server.received()[0], protocol::encode(protocol::TextMessage{u"hello"_s}));
        QCOMPARE(rig.server.received()[1], protocol::encode(frame));
    }

    void sendsNothingWhileTheLineIsDown()
    {
        Rig rig;
        QVERIFY(!rig.socket.send(protocol::TtsStart{}));
        QVERIFY(!rig.socket.send(protocol::AudioFrame{}));
        rig.socket.start();
        QVERIFY(!rig.socket.send(protocol::TtsStart{}));
    }

    void queuesOneMebibyteAtMost()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.server.goSilent();
        const protocol::AudioFrame frame{
            .timestampMs = 0, .speechPlaying = false, .pcm = QByteArray(64 * 1024, '\0')};
        int sent = 0;
        while (sent < 1000 && rig.socket.send(frame))
            ++sent;
        QVERIFY2(sent >= 15 && sent <= 20, qPrintable(QString::number(sent)));
        QVERIFY(rig.socket.isLive());
    }

    void forwardsWhatItUnderstandsAndCountsTheRest()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.server.sendText(u"{\"type\":\"hologram\"}"_s);
        rig.server.sendText(u"no json"_s);
        rig.server.sendBinary("\x01\x02");
        rig.server.send(protocol::PartialUserRequest{u"what time"_s});
        QVERIFY(rig.messages.wait());
        QCOMPARE(rig.messages.count(), 1);
        QCOMPARE(rig.messages[0][0].value<protocol::ServerMessage>(),
                 protocol::ServerMessage(protocol::PartialUserRequest{u"what time"_s}));
        QCOMPARE(rig.socket.ignoredMessages(), 3);
        QVERIFY(rig.socket.isLive());
    }

    void reportsAFailureThatNoDialCanCure()
    {
        Rig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.fail(LossReason::EmbeddedServerFailed, u"no such program"_s);
        QVERIFY(rig.failed());
        QCOMPARE(rig.failed()->detail, u"no such program"_s);
        rig.socket.setEndpoint(endpointOf(rig.server));
        QTRY_COMPARE(rig.sessions.count(), 2);
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
