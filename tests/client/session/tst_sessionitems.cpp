// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "support/durablerig.h"
#include "support/testcase.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_sessionitems {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = Line::Session::Origin;
using Step = FakeDurableServer::Step;

namespace {

protocol::AudioItem answered(int index)
{
    protocol::AudioItem item = spoken(index);
    item.fromServer = true;
    return item;
}

} // namespace

/// Items of a session arrive once, in order and acknowledged.
class TestSessionItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- nothing lost, nothing twice

    void everythingComesOnceAndInOrder_data()
    {
        QTest::addColumn<Step>("cut");
        QTest::addColumn<bool>("streamsForgotten");
        const std::pair<const char *, Step> steps[] = {{"ahead of the hello", Step::Hello},
                                                       {"ahead of the welcome", Step::Welcome},
                                                       {"in the history", Step::History},
                                                       {"at its end", Step::HistoryEnd},
                                                       {"after the handshake", Step::Live}};
        for (const auto &[name, step] : steps) {
            QTest::addRow("cut %s, resuming", name) << step << false;
            QTest::addRow("cut %s, rejoining", name) << step << true;
        }
    }

    void everythingComesOnceAndInOrder()
    {
        QFETCH(Step, cut);
        QFETCH(bool, streamsForgotten);
        DurableRig rig;
        rig.server.setHistory(
            {{u"1"_s, protocol::HistoryMessage::Role::User, u"a"_s, WallTime(1s)},
             {u"2"_s, protocol::HistoryMessage::Role::User, u"b"_s, WallTime(2s)}});
        QVERIFY(rig.enter());
        rig.line().send(text(u"a"_s));
        QTRY_COMPARE(rig.server.texts().size(), 1);
        rig.server.setTaking(false); // on the way when the cable is cut
        rig.line().send(text(u"b"_s));
        rig.line().durable().send(spoken(0));
        QVERIFY(rig.loseServer());
        rig.line().send(text(u"c"_s));
        rig.line().durable().send(spoken(1));
        rig.server.setTaking(true);
        if (streamsForgotten)
            rig.server.forgetStreams();
        rig.server.cutAt(cut);
        rig.wire().reappear();
        QTRY_COMPARE(rig.server.story().size(), 5);
        rig.line().send(text(u"d"_s));
        QTRY_COMPARE(rig.server.story().size(), 6);
        QCOMPARE(rig.server.story(),
                 (QStringList{u"a"_s, u"b"_s, u"[0]"_s, u"c"_s, u"[1600]"_s, u"d"_s}));
        if (!streamsForgotten) {
            QCOMPARE(rig.client.origin(), Origin::Resumed);
            QCOMPARE(rig.client.sessions[1].sentAgain, 2);
        }
        QVERIFY(rig.server.audio()[0].replayed);
        QVERIFY(rig.server.audio()[1].replayed);
        QTRY_COMPARE(rig.client.caughtUp, rig.sessions());
    }

    void whatAGoneSessionHadNotTakenGoesIntoTheNext_data()
    {
        QTest::addColumn<protocol::Reset::Reason>("reason");
        QTest::newRow("unknown") << protocol::Reset::Reason::Unknown;
        QTest::newRow("expired") << protocol::Reset::Reason::Expired;
    }

    void whatAGoneSessionHadNotTakenGoesIntoTheNext()
    {
        QFETCH(protocol::Reset::Reason, reason);
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.line().send(text(u"a"_s));
        QTRY_COMPARE(rig.server.texts().size(), 1);
        rig.server.setTaking(false);
        rig.line().send(protocol::Interrupt{1, 4800}); // for an answer that the next one lacks
        rig.line().send(text(u"b"_s));
        QVERIFY(rig.loseServer());
        rig.line().send(text(u"c"_s));
        rig.server.setTaking(true);
        rig.server.resetNext({reason, {}});
        rig.wire().reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Replacement);
        QTRY_COMPARE(rig.server.texts(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(rig.server.messages().size(), 3);
        QCOMPARE(rig.wire().requests().size(), size_t(2)); // reset and open on the same socket
    }

    void answersComeOnceAndInOrder()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        for (int i = 0; i < 40; ++i)
            rig.server.say(answered(i));
        QTRY_VERIFY(!rig.client.speech.isEmpty());
        rig.wire().cut();
        for (int i = 40; i < 60; ++i)
            rig.server.say(answered(i));
        QTRY_COMPARE(rig.client.speech.size(), 60);
        for (int i = 0; i < 60; ++i)
            QCOMPARE(rig.client.speech[i].position, answered(i).position);
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(60));
    }

    void aMessageAheadOfTheWelcomeIsNeitherLostNorMisread()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        QVERIFY(rig.loseServer());
        rig.server.say(protocol::FinalAssistantAnswer{u"first"_s});
        rig.server.setWelcome([&rig](protocol::Welcome &) {
            rig.server.sayRaw(protocol::tagged({false,
                                                protocol::encode(protocol::ServerMessage(
                                                    protocol::FinalAssistantAnswer{u"first"_s}))},
                                               {.seq = 1, .ack = 0})
                                  .bytes);
        });
        rig.wire().reappear();
        QTRY_COMPARE(rig.client.messages.size(), 1);
        rig.server.say(protocol::FinalAssistantAnswer{u"second"_s});
        QTRY_COMPARE(rig.client.messages.size(), 2);
        QCOMPARE(rig.client.line.ignoredMessages(), 1);
        QCOMPARE(rig.sessions(), 2);
    }

    void bulkWaitsForRoomInTheWindow()
    {
        DurableRig rig;
        rig.server.setWindow(protocol::kMinWindow);
        QVERIFY(rig.enter());
        rig.server.setTaking(false);
        for (int i = 0; i < 100; ++i)
            rig.line().durable().send(spoken(i));
        rig.line().send(text(u"behind"_s));
        QCOMPARE(rig.line().durable().waiting().texts, 1);
        QCOMPARE(rig.line().durable().waiting().speech,
                 Duration(95 * 100)); // 5 items of 3 232 bytes fit
        rig.server.setTaking(true);
        rig.wire().cut();
        QTRY_COMPARE(rig.server.story().size(), 101);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(rig.server.audio()[i].position, spoken(i).position);
        QCOMPARE(rig.server.story().last(), u"behind"_s);
        QCOMPARE(rig.line().durable().waiting(), DurableLine::Waiting());
        QVERIFY2(!rig.server.audio().last().replayed, "it was captured while the line was there");
    }

    void nothingThatWaitedGoesOutBeforeItMay()
    {
        DurableRig rig;
        rig.client.releasesByItself = false;
        QVERIFY(rig.enter());
        QVERIFY(rig.loseServer());
        rig.line().durable().send(spoken(0));
        rig.line().send(text(u"typed"_s));
        QCOMPARE(rig.line().durable().waiting().speech, 100ms);
        QCOMPARE(rig.line().durable().waiting().texts, 1);
        QVERIFY(rig.line().durable().waiting().lastSpeech);
        rig.wire().reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        rig.line().send(text(u"behind"_s));
        rig.server.say(protocol::FinalAssistantAnswer{u"still here"_s});
        QTRY_COMPARE(rig.client.messages.size(), 1);
        QVERIFY(rig.server.story().isEmpty());
        QCOMPARE(rig.client.caughtUp, 0);

        rig.line().durable().discardWaitingSpeech();
        QCOMPARE(rig.line().durable().waiting().speech, 0ms);
        rig.line().durable().release();
        QTRY_COMPARE(rig.server.story(), (QStringList{u"typed"_s, u"behind"_s}));
        QTRY_COMPARE(rig.client.caughtUp, 1);
    }

    void whatWaitedGoesOutInSmallSteps()
    {
        DurableRig rig;
        rig.client.releasesByItself = false;
        rig.client.socket.setDialect({.codec = DialectChoice::Codec::Opus});
        rig.server.setWelcome([](protocol::Welcome &welcome) { welcome.codec = protocol::kOpus; });
        QVERIFY(rig.enter());
        QVERIFY(rig.loseServer());
        for (int i = 0; i < 50; ++i)
            rig.line().durable().send(spoken(i));
        rig.wire().reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        rig.line().durable().release();
        QCOMPARE(rig.line().durable().waiting().speech, 4500ms);
        rig.line().send(text(u"behind"_s));
        QVERIFY2(rig.line().durable().waiting().speech == 4500ms,
                 "no second step before the loop has turned");

        Duration before = 4500ms;
        Duration longest{};
        connect(&rig.line().durable(), &DurableLine::waitingChanged, &rig.line(), [&] {
            const Duration after = rig.line().durable().waiting().speech;
            longest = std::max(longest, before - after);
            before = after;
        });
        QTRY_COMPARE(rig.server.story().size(), 51);
        QCOMPARE(longest, 500ms);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(rig.server.audio()[i].position, spoken(i).position);
        QCOMPARE(rig.server.story().last(), u"behind"_s);
        QTRY_COMPARE(rig.client.caughtUp, 1);
    }

    void whatWaitsForAServerNeverGoesToAnother()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        QVERIFY(rig.loseServer());
        rig.line().send(text(u"for the first only"_s));
        FakeDurableServer other;
        rig.client.socket.setEndpoint(Endpoint::forAddress(other.url().toString()));
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::New);
        rig.line().send(text(u"for the second"_s));
        QTRY_COMPARE(other.texts(), QStringList{u"for the second"_s});
    }

    // ---- acknowledging

    void acknowledgesManyItemsTogetherAndAFewSoon()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        for (int i = 0; i < 16; ++i)
            rig.server.say(protocol::StopTts{});
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(16));
        QCOMPARE(rig.server.controls<protocol::Ack>().size(), 1);
        rig.server.say(protocol::StopTts{});
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(17));
    }

    void acknowledgesWithItsOwnItems()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        connect(&rig.line(), &Line::received, &rig.line(),
                [&rig] { rig.line().send(text(u"reply"_s)); });
        rig.server.say(protocol::StopTts{});
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(1));
        QVERIFY(rig.server.controls<protocol::Ack>().isEmpty());
    }

    void tellsHowFarAnAnswerWasHeard()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        const auto told = [&rig] {
            QList<protocol::Played> played;
            for (const protocol::Ack &ack : rig.server.controls<protocol::Ack>()) {
                if (ack.played)
                    played.append(*ack.played);
            }
            return played;
        };
        for (quint64 i = 1; i <= 100; ++i)
            rig.line().durable().tellPlayed({1, i * 480});
        QTRY_COMPARE(told().size(), 2);
        QCOMPARE(told(), (QList<protocol::Played>{{1, 480}, {1, 48000}}));

        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QTRY_COMPARE(told().size(), 3);
        QCOMPARE(told().last(), (protocol::Played{1, 48000}));
    }

    // ---- what is not acknowledged

    void countsTheWordsThatTheServerHasNotAcknowledged()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        QSignalSpy changed(&rig.line().durable(), &DurableLine::waitingChanged);
        rig.server.setTaking(false);
        rig.line().send(text(u"one"_s));
        rig.line().durable().send(spoken(0));
        QCOMPARE(rig.line().durable().unacknowledged(),
                 (DurableLine::Words{.speech = 100ms, .texts = 1}));
        QCOMPARE(rig.line().durable().waiting(), DurableLine::Waiting());
        QVERIFY(!changed.isEmpty());
        QVERIFY(rig.loseServer());
        rig.line().send(text(u"two"_s));
        QCOMPARE(rig.line().durable().unacknowledged(),
                 (DurableLine::Words{.speech = 100ms, .texts = 2}));
        rig.server.setTaking(true);
        rig.server.forgetStreams(); // numbered anew
        rig.wire().reappear();
        QTRY_COMPARE(rig.line().durable().unacknowledged(), DurableLine::Words());
        QCOMPARE(rig.server.texts(), (QStringList{u"one"_s, u"two"_s}));
    }

    // ---- violations of the protocol

    void aViolationIsTriedAgainWithTheSessionAndThenWithout()
    {
        DurableRig rig;
        expectViolations(3);
        QVERIFY(rig.enter());
        const auto leaveOut = [&rig] {
            rig.server.sayRaw(R"({"hl":{"s":99,"a":0},"type":"stop_tts"})");
        };
        leaveOut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.wire().lastCloseCode(), 4400);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        leaveOut();
        QTRY_COMPARE(rig.sessions(), 3);
        QCOMPARE(rig.client.origin(), Origin::Replacement);
        leaveOut();
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::BrokenProtocol);
    }

    void doesNotGoIntoASessionOfSomebodyElse()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        expectViolations(1);
        rig.server.setWelcome([&rig](protocol::Welcome &welcome) {
            welcome.id = SessionId::generate();
            rig.server.setWelcome({});
        });
        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QCOMPARE(rig.client.sessions[1].id, rig.client.sessions[0].id);
    }

    void noticesEveryViolation_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("a gap") << QByteArray(R"({"hl":{"s":7,"a":0},"type":"stop_tts"})");
        QTest::newRow("an acknowledgement from the future")
            << QByteArray(R"({"type":"hl_ack","a":7})");
        QTest::newRow("a number that is none")
            << QByteArray(R"({"hl":{"s":"x","a":0},"type":"stop_tts"})");
        QTest::newRow("a second hello") << protocol::encode(
            protocol::ControlMessage(protocol::Hello{QByteArray(16, 'n'), 1 << 20}));
        QTest::newRow("a history that nobody asked for")
            << protocol::encode(protocol::ControlMessage(protocol::HistoryEnd{}));
        QTest::newRow("a reset in a session") << protocol::encode(
            protocol::ControlMessage(protocol::Reset{protocol::Reset::Reason::Expired, {}}));
        QTest::newRow("a message of clients") << protocol::encode(protocol::ControlMessage(
            protocol::Open{u"x"_s, {{16000}, {48000}, {u"pcm"_s}}, protocol::kWindow}));
    }

    void noticesEveryViolation()
    {
        QFETCH(QByteArray, said);
        DurableRig rig;
        QVERIFY(rig.enter());
        expectViolations(1);
        rig.server.sayRaw(said);
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.wire().lastCloseCode(), 4400);
    }

    void itemsThatCannotBeUnderstoodAreDoneWith()
    {
        DurableRig rig;
        QVERIFY(rig.enter());
        rig.server.say(spoken(0)); // only clients have a microphone
        rig.server.say(answered(0));
        QTRY_COMPARE(rig.client.speech.size(), 1);
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(2));
        QCOMPARE(rig.line().ignoredMessages(), 1);
    }

    void noSecretIsEverLogged()
    {
        static QByteArray logged;
        QLoggingCategory::setFilterRules(u"holdline.*=true"_s);
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &message) {
                logged += message.toUtf8() + '\n';
            });
        {
            DurableRig rig;
            QVERIFY(rig.enter());
            rig.wire().cut();
            QTRY_COMPARE(rig.sessions(), 2);
            rig.server.forgetSession();
            const QByteArray secret = rig.server.secret();
            const SessionId id = rig.client.sessions.first().id;
            rig.wire().cut();
            QTRY_COMPARE(rig.sessions(), 3);
            qInstallMessageHandler(before);
            QLoggingCategory::setFilterRules({});
            QVERIFY(logged.contains(id.shortened().toLatin1()));
            const QByteArray proof = rig.server.controls<protocol::Resume>().first().proof;
            for (const QByteArray &hidden : {secret, proof}) {
                QVERIFY(!logged.contains(hidden.toHex()));
                QVERIFY(!logged.contains(hidden.toBase64(QByteArray::Base64UrlEncoding
                                                         | QByteArray::OmitTrailingEquals)));
            }
            QVERIFY(!logged.contains(id.toString().toLatin1()));
        }
    }
};

HOLDLINE_TEST(TestSessionItems)

} // namespace holdline::tst_sessionitems

#include "tst_sessionitems.moc"
