// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/sessionline.h"

#include "audio/opusencoder.h"
#include "protocol/limits.h"
#include "protocol/opuspayload.h"
#include "support/durablerig.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_sessionline {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = Line::Session::Origin;
using Step = FakeDurableServer::Step;
using Manner = FakeVoiceServer::Manner;

namespace {

protocol::AudioItem hummed(int index)
{
    protocol::AudioItem item = spoken(index);
    for (qsizetype i = 0; i < item.pcm.size(); ++i)
        item.pcm[i] = char(i * (index + 3) % 90);
    return item;
}

} // namespace

/// How a line gets into a session, and how it leaves it.
class TestSessionLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- getting in

    void entersANewSession()
    {
        DurableRig rig;
        QVERIFY(!rig.line().isLive());
        QCOMPARE(rig.line().kind(), Line::Kind::Plain);
        QVERIFY(rig.enter());
        QVERIFY(rig.line().isLive());
        QCOMPARE(rig.line().kind(), Line::Kind::Durable);
        const Line::Session &session = rig.client.sessions.first();
        QCOMPARE(session.origin, Origin::New);
        QCOMPARE(session.id, *rig.server.session());
        QCOMPARE(session.age, std::optional<Duration>(7s));
        QVERIFY(session.createdAt);
        QVERIFY2(!rig.client.ids.find(rig.client.socket.endpoint().sessionKey),
                 "its id never goes into an address");
        QVERIFY(!rig.client.in<link::Live>()->restoredAt);
    }

    void resumesAfterACut()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.server.say(protocol::FinalAssistantAnswer{u"hello"_s});
        QTRY_COMPARE(rig.client.messages.size(), 1);
        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.losses, 1);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QCOMPARE(rig.client.sessions[1].id, rig.client.sessions[0].id);
        QVERIFY(rig.client.in<link::Live>()->restoredAt);
        const auto resumes = rig.server.controls<protocol::Resume>();
        QCOMPARE(resumes.size(), 1);
        QCOMPARE(resumes[0].point, (protocol::ResumePoint{rig.server.epoch(), 1}));
        for (const auto &request : rig.wire().requests())
            QVERIFY2(!request.offered, "nothing secret in an address");
    }

    void rejoinsInItsNextRun()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.line().stop();
        QTRY_COMPARE(rig.client.stopped, 1);
        rig.server.setHistory(
            {{u"1"_s, protocol::HistoryMessage::Role::User, u"hi"_s, WallTime(1s)},
             {u"2"_s, protocol::HistoryMessage::Role::Assistant, u"ho"_s, WallTime(2s)}});
        LineClient next(rig.home, rig.server.url());
        next.line.start();
        QTRY_COMPARE(next.history, (QStringList{u"|"_s, u"hi"_s, u"ho"_s, u"."_s}));
        QCOMPARE(next.origin(), Origin::Rejoined);
        QCOMPARE(next.sessions.first().messageCount, 2);
        QVERIFY(!rig.server.controls<protocol::Resume>().first().point);
    }

    void opensAnewWithNoticeWhenTheSecretIsLost()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.line().stop();
        QVERIFY(QFile::remove(
            QDir(rig.home.folder.path()).entryInfoList({u"*.secret"_s}).first().filePath()));
        LineClient next(rig.home, rig.server.url());
        next.line.start();
        QTRY_COMPARE(next.sessions.size(), 1);
        QCOMPARE(next.origin(), Origin::Replacement);
    }

    void failsWithAReason_data()
    {
        QTest::addColumn<std::function<void(FakeDurableServer &)>>("spoil");
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<int>("violations");
        using Spoil = std::function<void(FakeDurableServer &)>;
        const auto row = [](const char *name, const Spoil &spoil, LossReason reason,
                            int violations = 0) {
            QTest::newRow(name) << spoil << reason << violations;
        };
        row(
            "another protocol is echoed",
            [](auto &server) { server.wire().setManner(Manner::ChoosesAnotherProtocol); },
            LossReason::NotAWebSocket);
        row(
            "a page instead of an upgrade",
            [](auto &server) {
                server.wire().setManner(Manner::RefusesWithStatus);
                server.wire().setStatus("200 OK");
                server.wire().setPage("<html>Please log in</html>");
            },
            LossReason::NotAWebSocket);
        row(
            "no hello", [](auto &server) { server.fallSilentAt(Step::Hello); },
            LossReason::TimedOut);
        row(
            "no welcome", [](auto &server) { server.fallSilentAt(Step::Welcome); },
            LossReason::TimedOut);
        row(
            "an unknown version",
            [](FakeDurableServer &server) {
                server.fallSilentAt(Step::Hello);
                QObject::connect(&server.wire(), &FakeVoiceServer::opened, &server, [&server] {
                    server.sayRaw(R"({"type":"hl_hello","v":2,"nonce":"","max_message":1})");
                });
            },
            LossReason::BrokenProtocol, 3);
        row(
            "a rate that was not offered",
            [](auto &server) { server.setWelcome([](auto &welcome) { welcome.ttsRate = 44100; }); },
            LossReason::BrokenProtocol, 3);
        row(
            "a session that was not asked for",
            [](auto &server) {
                server.setWelcome(
                    [](auto &welcome) { welcome.mode = protocol::Welcome::Mode::Rejoined; });
            },
            LossReason::BrokenProtocol, 3);
    }

    void failsWithAReason()
    {
        QFETCH(std::function<void(FakeDurableServer &)>, spoil);
        QFETCH(int, violations);
        DurableRig rig(quickPolicy(3));
        spoil(rig.server);
        expectViolations(violations);
        rig.line().start();
        QTRY_VERIFY(rig.client.failed());
        QTEST(rig.client.failed()->reason, "reason");
        QVERIFY(rig.client.sessions.isEmpty());
        QVERIFY2(rig.client.losses == 0, "what never began is not lost");
    }

    void anOverloadedServerIsAskedLater_data()
    {
        QTest::addColumn<bool>("hasSession");
        QTest::newRow("for a new session") << false;
        QTest::newRow("for its session") << true;
    }

    void anOverloadedServerIsAskedLater()
    {
        QFETCH(bool, hasSession);
        DurableRig rig;
        const protocol::Reset overload{protocol::Reset::Reason::Overload, 50ms};
        if (hasSession) {
            QVERIFY(rig.enter());
            rig.server.resetNext(overload);
            rig.wire().cut();
            QTRY_COMPARE(rig.sessions(), 2);
            QCOMPARE(rig.client.origin(), Origin::Resumed);
        } else {
            rig.server.resetNext(overload);
            QVERIFY(rig.enter());
            QCOMPARE(rig.client.origin(), Origin::New);
        }
        QCOMPARE(rig.wire().connectionsMade(), hasSession ? 3 : 2);
    }

    void comesBackWhenToldToGo()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        std::optional<LossReason> reason;
        std::optional<int> attempt;
        connect(&rig.line(), &Line::lost, this, [&] {
            if (const auto *waiting = rig.client.in<link::Waiting>())
                reason = waiting->outage.reason;
            attempt = rig.client.socket.machine().state().backoff.attempt();
        });
        rig.server.say(protocol::Goaway{protocol::Goaway::Reason::Restart, 20ms, 10ms});
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.losses, 1);
        QCOMPARE(reason, LossReason::Restarting);
        QCOMPARE(attempt, 0);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
    }

    // ---- which dialect

    void speaksPlainToAServerThatEchoesNothing()
    {
        DurableRig rig;
        rig.wire().setSubprotocols({});
        rig.wire().setManner(Manner::NamesSessions);
        QVERIFY(rig.enter());
        QCOMPARE(rig.line().kind(), Line::Kind::Plain);
        QVERIFY(rig.line().send(text(u"hello"_s)));
        QVERIFY(rig.line().plain().isLive());
        QVERIFY(!rig.line().durable().isLive());
        const protocol::AudioFrame frame{.timestampMs = 7, .speechPlaying = true, .pcm = "abcd"};
        QVERIFY(rig.line().plain().send(frame));
        QTRY_COMPARE(rig.wire().received().size(), size_t(2));
        QCOMPARE(rig.wire().received()[0], protocol::encode(text(u"hello"_s)));
        QCOMPARE(rig.wire().received()[1], protocol::encode(frame));
    }

    void offersHoldlineWhereItMay_data()
    {
        QTest::addColumn<DialectChoice>("choice");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("offers");
        using enum DialectChoice::Wanted;
        QTest::newRow("any, within this computer") << DialectChoice{Any} << u"127.0.0.1"_s << true;
        QTest::newRow("plain only") << DialectChoice{Plain} << u"127.0.0.1"_s << false;
        // An address of this computer that is not a loopback address.
        QTest::newRow("where that is allowed") << DialectChoice{Any, true} << u"0.0.0.0"_s << true;
    }

    void offersHoldlineWhereItMay()
    {
        QFETCH(DialectChoice, choice);
        QFETCH(QString, host);
        QFETCH(bool, offers);
        DurableRig rig;
        rig.address(host, choice);
        QVERIFY(rig.enter());
        QCOMPARE(rig.wire().requests().front().protocols,
                 QByteArray(offers ? protocol::kSubprotocol : ""));
        QCOMPARE(rig.line().kind(), offers ? Line::Kind::Durable : Line::Kind::Plain);
    }

    void offersOpusToOtherMachines_data()
    {
        QTest::addColumn<DialectChoice>("choice");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("codecs");
        const QStringList both{u"opus"_s, u"pcm"_s};
        const QStringList one{u"pcm"_s};
        using Codec = DialectChoice::Codec;
        const QString here = u"127.0.0.1"_s;
        const QString there = u"0.0.0.0"_s; // as above
        QTest::newRow("within this computer") << DialectChoice{} << here << one;
        QTest::newRow("beyond") << DialectChoice{.allowInsecure = true} << there << both;
        QTest::newRow("asked for") << DialectChoice{.codec = Codec::Opus} << here << both;
        QTest::newRow("refused") << DialectChoice{.allowInsecure = true, .codec = Codec::Pcm}
                                 << there << one;
    }

    void offersOpusToOtherMachines()
    {
        QFETCH(DialectChoice, choice);
        QFETCH(QString, host);
        QFETCH(QStringList, codecs);
        DurableRig rig;
        rig.address(host, choice);
        QVERIFY(rig.enter());
        QCOMPARE(rig.server.controls<protocol::Open>().last().audio.codecs, codecs);
        // A server that chooses PCM, as older ones always do, gets PCM.
        rig.line().durable().send(spoken(0));
        QTRY_COMPARE(rig.server.audio().size(), 1);
        QVERIFY(rig.server.audio().first().pcm == spoken(0).pcm);
    }

    void opusComesThroughOnceAndAsPackedFirst()
    {
        DurableRig rig;
        rig.client.socket.setDialect({.codec = DialectChoice::Codec::Opus});
        rig.server.setWelcome([](protocol::Welcome &welcome) { welcome.codec = protocol::kOpus; });
        QVERIFY(rig.enter());
        audio::OpusEncoder reference;
        QList<QByteArray> expected;
        int items = 0;
        const auto speak = [&](int count) {
            for (const int end = items + count; items < end; ++items) {
                const protocol::AudioItem item = hummed(items);
                expected.append(protocol::encode(protocol::OpusPayload{
                    .samples = protocol::kCaptureItemSamples,
                    .packets = reference.encode(audio::fromBytes(item.pcm))}));
                rig.line().durable().send(item);
            }
        };
        for (int outage = 1; outage <= 6; ++outage) {
            speak(4);
            QTRY_COMPARE(rig.server.audio().size(), items);
            rig.server.setTaking(false);
            speak(3); // on their way, and to be sent again
            rig.wire().cut();
            rig.server.setTaking(true);
            QTRY_COMPARE(rig.client.losses, outage);
            speak(3); // usually held
            QTRY_COMPARE(rig.sessions(), 1 + outage);
        }
        QTRY_COMPARE(rig.server.audio().size(), items);
        for (int i = 0; i < items; ++i) {
            QCOMPARE(rig.server.audio()[i].position, spoken(i).position);
            QCOMPARE(rig.server.audio()[i].opus, std::optional(expected[i]));
        }
    }

    void whereSomebodyMayListenItDoesNotEvenDial_data()
    {
        QTest::addColumn<DialectChoice::Wanted>("wanted");
        QTest::newRow("for any") << DialectChoice::Wanted::Any;
        QTest::newRow("for a plain one") << DialectChoice::Wanted::Plain;
    }

    void whereSomebodyMayListenItDoesNotEvenDial()
    {
        QFETCH(DialectChoice::Wanted, wanted);
        DurableRig rig;
        rig.address(u"0.0.0.0"_s, {.wanted = wanted});
        rig.line().start();
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::Insecure);
        QCOMPARE(rig.wire().connectionsMade(), 0);
    }

    void aServerWithoutHoldlineIsAFailureWhereItIsAskedFor()
    {
        DurableRig rig;
        rig.client.socket.setDialect({.wanted = DialectChoice::Wanted::Durable});
        rig.wire().setSubprotocols({});
        rig.line().start();
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::NotDurable);
        QCOMPARE(rig.wire().connectionsMade(), 1);
    }

    void keepsWhatWaitsWhileTheServerIsAPlainOne()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        QVERIFY(rig.loseServer());
        rig.line().send(text(u"kept"_s));
        rig.wire().setSubprotocols({});
        rig.wire().setManner(Manner::NamesSessions);
        rig.wire().reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.line().kind(), Line::Kind::Plain);
        QVERIFY(rig.wire().received().size() < 2);
        rig.wire().setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
        rig.wire().setManner(Manner::NamesNothing);
        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 3);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QTRY_COMPARE(rig.server.texts(), QStringList{u"kept"_s});
    }

    // ---- two windows

    void theOlderWindowStopsAndCanTakeItsSessionBack()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        LineClient other(rig.home, rig.server.url());
        other.line.start();
        QTRY_COMPARE(other.sessions.size(), 1);
        QCOMPARE(other.origin(), Origin::Rejoined);
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::Replaced);
        other.line.send(text(u"from the other"_s));
        rig.line().send(text(u"from the first"_s));
        QTRY_COMPARE(rig.server.texts(), QStringList{u"from the other"_s});

        rig.line().reconnectNow();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Rejoined);
        QTRY_VERIFY(other.failed());
        QTRY_COMPARE(rig.server.texts(), (QStringList{u"from the other"_s, u"from the first"_s}));
        QCOMPARE(rig.wire().connectionsMade(), 3);
    }

    // ---- the ends

    void stopSendsWhatItHasFirst()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        for (int i = 0; i < 200; ++i)
            rig.line().durable().send(spoken(i));
        rig.line().send(text(u"last words"_s));
        rig.line().stop();
        QTRY_COMPARE(rig.client.stopped, 1);
        QVERIFY(rig.client.in<link::Stopped>());
        QCOMPARE(rig.server.story().size(), 201);
        QCOMPARE(rig.server.story().last(), u"last words"_s);
        QTRY_COMPARE(rig.wire().lastCloseCode(), 1000);
        QVERIFY(rig.server.controls<protocol::Bye>().isEmpty());
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
    }

    void stopDoesNotWaitForASilentServer()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.wire().goSilent();
        rig.line().send(text(u"unheard"_s));
        rig.line().stop();
        QVERIFY(rig.line().isLive());
        QTRY_COMPARE(rig.client.stopped, 1);
        QVERIFY(rig.client.in<link::Stopped>());
    }

    void stopWhileDownIsAtOnce()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        QVERIFY(rig.loseServer());
        rig.line().stop();
        QCOMPARE(rig.client.stopped, 1);
        QVERIFY(rig.client.in<link::Stopped>());
    }

    void aStopIsTakenBackByAStart()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.server.setTaking(false);
        rig.line().send(text(u"a"_s));
        rig.line().stop();
        rig.line().start();
        rig.server.setTaking(true);
        rig.wire().cut();
        QTRY_COMPARE(rig.server.texts(), QStringList{u"a"_s});
        QCOMPARE(rig.client.stopped, 0);
    }

    void aNewSessionEndsTheOldOneForGood()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.server.setTaking(false);
        rig.line().send(text(u"forgotten"_s));
        rig.line().startNewSession();
        QVERIFY(!rig.line().isLive());
        QCOMPARE(rig.client.losses, 1);
        QTRY_COMPARE(rig.sessions(), 2);
        rig.server.setTaking(true);
        QCOMPARE(rig.server.controls<protocol::Bye>().size(), 1);
        QCOMPARE(rig.client.origin(), Origin::New);
        QVERIFY(rig.client.sessions[1].id != rig.client.sessions[0].id);
        rig.line().send(text(u"new"_s));
        QTRY_COMPARE(rig.server.texts(), QStringList{u"new"_s});
        QCOMPARE(rig.client.losses, 1);
    }

    void aNewSessionDoesNotWaitForASilentServer()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.wire().goSilent();
        rig.line().startNewSession();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::New);
    }
};

HOLDLINE_TEST(TestSessionLine)

} // namespace holdline::tst_sessionline

#include "tst_sessionline.moc"
