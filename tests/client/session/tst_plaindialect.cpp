// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/plaindialect.h"

#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_plaindialect {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using Origin = Line::Session::Origin;
using Manner = FakeVoiceServer::Manner;

namespace {

struct Rig
{
    LineHome home;
    FakeVoiceServer server;
    LineClient client{home, server.url()};

    SessionLine &line() { return client.line; }
    qsizetype sessions() const { return client.sessions.size(); }
    std::optional<SessionId> kept() const
    {
        return client.ids.find(client.socket.endpoint().sessionKey);
    }
};

} // namespace

class TestPlainDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- sessions

    void getsANewSessionAndKeepsItsName()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        QVERIFY(rig.line().isLive());
        QCOMPARE(rig.line().kind(), Line::Kind::Plain);
        QCOMPARE(rig.client.origin(), Origin::New);
        QCOMPARE(rig.kept(), rig.client.sessions[0].id);
        QCOMPARE(rig.server.requests().front().offered, std::nullopt);
    }

    void aSessionIsNamedOnce() // each name is written to the disk
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.send(protocol::SessionAssigned{SessionId::generate()});
        QTRY_COMPARE(rig.line().ignoredMessages(), 1);
        QCOMPARE(rig.kept(), rig.client.sessions[0].id);
        QCOMPARE(rig.sessions(), 1);
    }

    void offersItsSessionAfterALossAndGetsItBack()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.losses, 1);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QCOMPARE(rig.client.sessions[1].messageCount, 4);
        QCOMPARE(rig.client.sessions[1].id, rig.client.sessions[0].id);
        QVERIFY(rig.client.in<link::Live>()->restoredAt);
    }

    void takesANewSessionWhenItsOwnIsUnknown()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.forgetSessions();
        rig.server.cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Replacement);
        QVERIFY(rig.client.sessions[1].id != rig.client.sessions[0].id);
        QVERIFY(!rig.client.in<link::Live>()->restoredAt);
    }

    void offersTheSessionOfTheLastRun()
    {
        Rig rig;
        const SessionId id = SessionId::generate();
        rig.client.ids.store(rig.client.socket.endpoint().sessionKey, id);
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        QCOMPARE(rig.server.requests().front().offered, id);
    }

    void startsANewSessionWhenAsked()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.line().startNewSession();
        QVERIFY(!rig.line().isLive());
        QCOMPARE(rig.client.losses, 1);
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::New);
        QVERIFY(rig.client.sessions[1].id != rig.client.sessions[0].id);
        QTRY_COMPARE(rig.server.liveConnections(), 1);
    }

    void isLiveAtAServerThatNamesNoSession()
    {
        Rig rig;
        rig.server.setManner(Manner::NamesNothing);
        rig.line().start();
        QTRY_VERIFY(rig.line().isLive());
        QVERIFY(rig.line().send(protocol::SetSpeed{20}));
        QTRY_COMPARE(rig.sessions(), 1);
        QCOMPARE(rig.client.origin(), Origin::New);
        QCOMPARE(rig.kept(), std::nullopt);
        QVERIFY(rig.line().isLive());
        QCOMPARE(rig.client.losses, 0);
    }

    // ---- messages

    void sendsMessagesAndFramesAsTheyAre()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        const protocol::AudioFrame frame{.timestampMs = 7, .speechPlaying = true, .pcm = "abcd"};
        QVERIFY(rig.line().send(protocol::TextMessage{u"hello"_s}));
        QVERIFY(rig.line().plain().send(frame));
        QTRY_COMPARE(rig.server.received().size(), size_t(2));
        QCOMPARE(rig.server.received()[0], protocol::encode(protocol::TextMessage{u"hello"_s}));
        QCOMPARE(rig.server.received()[1], protocol::encode(frame));
    }

    void sendsNothingWhileTheLineIsDown()
    {
        Rig rig;
        QVERIFY(!rig.line().send(protocol::TtsStart{}));
        QVERIFY(!rig.line().plain().send(protocol::AudioFrame{}));
        rig.line().start();
        QVERIFY(!rig.line().send(protocol::TtsStart{}));
    }

    void queuesOneMebibyteAtMost()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.goSilent();
        const protocol::AudioFrame frame{
            .timestampMs = 0, .speechPlaying = false, .pcm = QByteArray(64 * 1024, '\0')};
        int sent = 0;
        while (sent < 1000 && rig.line().plain().send(frame))
            ++sent;
        QVERIFY2(sent >= 15 && sent <= 20, qPrintable(QString::number(sent)));
        QVERIFY(rig.line().isLive());
    }

    void forwardsWhatItUnderstandsAndCountsTheRest()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.sendText(u"{\"type\":\"hologram\"}"_s);
        rig.server.sendText(u"{\"type\":\"hl_hello\",\"v\":1}"_s);
        rig.server.sendText(u"no json"_s);
        rig.server.sendBinary("\x01\x02");
        rig.server.send(protocol::PartialUserRequest{u"what time"_s});
        QTRY_COMPARE(rig.client.messages.size(), 1);
        QCOMPARE(rig.client.messages[0],
                 protocol::ServerMessage(protocol::PartialUserRequest{u"what time"_s}));
        QCOMPARE(rig.line().ignoredMessages(), 4);
        QVERIFY(rig.line().isLive());
    }

    void stopsAtOnce()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.line().stop();
        QCOMPARE(rig.client.stopped, 1);
        QVERIFY(!rig.line().isLive());
        QTRY_COMPARE(rig.server.lastCloseCode(), 1000);
    }
};

HOLDLINE_TEST(TestPlainDialect)

} // namespace holdline::tst_plaindialect

#include "tst_plaindialect.moc"
