// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/impairedline.h"
#include "support/socketrig.h"
#include "support/testcase.h"

#include <QElapsedTimer>
#include <QTest>

namespace holdline::tst_badservers {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Manner = FakeVoiceServer::Manner;

/// How the socket handles bad servers and bad lines.
class TestBadServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        SocketRig rig(timings, BackoffPolicy::parse(u"initial=10ms,attempts=2"_s).value());
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
        SocketRig rig;
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
        SocketRig rig;
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
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        rig.server.sendText(QString(2 * 1024 * 1024, u'x'));
        QTRY_COMPARE(rig.sessions(), 2);
        rig.server.sendText(QString(2 * 1024 * 1024, u'x'));
        QTRY_VERIFY(rig.failed());
        QCOMPARE(rig.failed()->reason, LossReason::TooLarge);
    }

    void findsASilentServerInAConversation()
    {
        SocketRig rig;
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
        SocketRig rig;
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        rig.server.goSilent();
        rig.speakOnAndOn();
        QVERIFY(rig.losses.wait());
    }

    void doesNotTakeASlowLineForADeadOne()
    {
        LinkTimings timings = quickTimings();
        timings.pongWaitTalking = 2s;
        SocketRig rig(timings);
        ImpairedLine way;
        way.setSlowness({.up = {.bytesPerSecond = 80'000, .delay = 50ms}, .down = {}});
        QVERIFY(way.listen());
        rig.socket.setProxy(way.proxy());
        QVERIFY(rig.connectToSession());
        way.setMode(ImpairedLine::Mode::Slow);
        rig.socket.setInConversation(true);
        // Lasts more than twice as long as the wait for a pong. The server sends nothing else
        // meanwhile.
        const QByteArray speech(400'000, '\0');
        rig.socket.send(protocol::WireMessage{.binary = true, .bytes = speech});
        QTRY_COMPARE_WITH_TIMEOUT(rig.server.received().size(), size_t(1), 15000);
        QCOMPARE(rig.losses.count(), 0);
    }

    void findsABlackHoleOnTheWayWhileSpeakingIntoIt()
    {
        SocketRig rig;
        ImpairedLine way;
        QVERIFY(way.listen());
        rig.socket.setProxy(way.proxy());
        QVERIFY(rig.connectToSession());
        rig.socket.setInConversation(true);
        way.setMode(ImpairedLine::Mode::Blackhole);
        rig.speakOnAndOn();
        QTRY_VERIFY(rig.socket.queuedBytes() > 1024 * 1024);
        QTRY_COMPARE(rig.losses.size(), 1);
    }
};

HOLDLINE_TEST(TestBadServers)

} // namespace holdline::tst_badservers

#include "tst_badservers.moc"
