// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/diagnostics/diagnostics.h"

#include "client/conversation/conversationcontroller.h"
#include "client/diagnostics/diagnosticsreport.h"
#include "client/setup/statuscontroller.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/manualclock.h"
#include "support/syntheticvoice.h"
#include "support/testcase.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <memory>

namespace holdline::tst_diagnostics {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Event = DiagnosticEvent;
using Kind = Event::Kind;
using Origin = FakeLine::Origin;
using State = audio::EndpointStatus::State;

namespace {

/// The events as in a report, without their times.
QStringList reported(const Diagnostics &diagnostics, std::optional<Kind> kind = std::nullopt)
{
    QStringList lines;
    for (const Event &event : diagnostics.log().events()) {
        if (!kind || event.kind() == *kind)
            lines += event.toReport().section(u"  "_s, 1);
    }
    return lines;
}

/// A conversation over a line that the test takes up and down, and its diagnostics.
struct Room
{
    LineHome home;
    FakeLine line;
    FakeSoundCard card;
    ManualClock clock;
    SessionIds ids{home.settings};
    ReconnectingSocket socket{BackoffPolicy::standard(), ids, clock};
    StatusController status{socket, clock};
    ConversationController conversation{line, card, clock};
    Diagnostics diagnostics{socket, line, status, conversation, clock};

    void hearVoice(Duration duration)
    {
        const audio::Pcm voice = syntheticVoice(duration);
        for (std::size_t at = 0; at + 960 <= voice.size(); at += 960) {
            clock.advance(20ms);
            const auto begin = voice.begin() + static_cast<std::ptrdiff_t>(at);
            card.hear(audio::Pcm(begin, begin + 960));
        }
    }
    void understand(const QString &words)
    {
        line.say(protocol::FinalUserRequest{.content = words, .id = {}});
    }
    void speak(std::size_t samples = 4800)
    {
        line.say(protocol::TtsChunk{audio::toBytes(audio::Pcm(samples, 7))});
    }
    const TurnTimings::Turn &turn() { return diagnostics.turns().turns().back(); }
};

/// The same over a real line to a server in this process.
struct Connected
{
    FakeVoiceServer server;
    LineHome home;
    LineClient client;
    FakeSoundCard card;
    StatusController status;
    ConversationController conversation;
    Diagnostics diagnostics;

    explicit Connected(LinkTimings timings = quickTimings(), int attempts = 10)
        : client(home, server.url(), quickPolicy(attempts), timings)
        , status(client.socket, client.clock)
        , conversation(client.line, card, client.clock)
        , diagnostics(client.socket, client.line, status, conversation, client.clock)
    {
    }
    bool connect()
    {
        client.line.start();
        return QTest::qWaitFor([this] { return client.line.isLive(); });
    }
};

} // namespace

class TestDiagnostics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logsWhatHappensToTheLine()
    {
        Connected room;
        QVERIFY(room.connect());
        const QString host = room.client.socket.endpoint().host;
        QCOMPARE(reported(room.diagnostics, Kind::Dial),
                 QStringList({u"dialled  dial=1  host="_s + host, u"opened  dialect=plain"_s}));

        room.server.vanish();
        QTRY_VERIFY(reported(room.diagnostics, Kind::Loss).size() >= 2);
        const QStringList losses = reported(room.diagnostics, Kind::Loss);
        QVERIFY2(losses[0].startsWith(u"lost  final=false  next_try_ms="_s), qPrintable(losses[0]));
        QVERIFY(losses[0].endsWith(u"reason=ConnectionLost"_s));
        QVERIFY(losses[1].startsWith(u"dial failed"_s));
        QVERIFY(losses[1].endsWith(u"reason=Refused"_s));

        room.server.reappear();
        QTRY_COMPARE(reported(room.diagnostics, Kind::Session).size(), 2);
        QVERIFY(reported(room.diagnostics, Kind::Session).last().contains(u"origin=resumed"_s));
        const QStringList states = reported(room.diagnostics, Kind::State);
        QCOMPARE(states.first(), u"state  state=connecting"_s);
        const QStringList all = reported(room.diagnostics);
        QVERIFY(all.indexOf(u"state  state=disconnected"_s) > all.indexOf(losses[0]));
        const auto &measured = room.diagnostics.roundTrips().samples();
        QVERIFY(measured.empty() || measured.front().roundTrip); // no outage before a sample
    }

    void logsWhyTheLineWasGivenUp()
    {
        Connected room({}, 1);
        room.server.setManner(FakeVoiceServer::Manner::RefusesWithStatus);
        room.server.setStatus("403 Forbidden");
        room.client.line.start();
        QTRY_COMPARE(reported(room.diagnostics, Kind::Loss),
                     QStringList{u"dial failed  final=true  reason=NotAuthorised"_s});
    }

    void measuresTheRoundTripWhileTheLineLives()
    {
        LinkTimings timings = quickTimings();
        timings.pingIdle = 20ms;
        Connected room(timings);
        QVERIFY(room.connect());
        QTRY_VERIFY(room.diagnostics.roundTrips().samples().size() >= 2);
        QVERIFY(room.diagnostics.figures().roundTrip);
        QVERIFY(*room.diagnostics.figures().roundTrip > 0us);

        room.server.vanish();
        QTRY_VERIFY(!room.diagnostics.figures().roundTrip);
        QVERIFY(!room.diagnostics.roundTrips().samples().back().roundTrip);
    }

    void timesEachPartOfAnAnswer()
    {
        Room room;
        room.line.startSession();
        room.conversation.setMicrophoneOpen(true);
        room.hearVoice(1s);
        room.clock.advance(500ms);
        room.understand(u"What time is it?"_s);
        QCOMPARE(room.turn().understood, 500ms);
        QVERIFY(!room.turn().typed && !room.turn().firstWord && !room.turn().firstSound);

        room.clock.advance(300ms);
        room.line.say(protocol::PartialAssistantAnswer{u"It"_s});
        room.clock.advance(100ms);
        room.line.say(protocol::PartialAssistantAnswer{u"It is nine."_s});
        room.clock.advance(100ms);
        room.speak();
        QCOMPARE(room.turn().firstWord, 800ms);
        QCOMPARE(room.turn().firstSound, 1000ms);
        QCOMPARE(room.turn().whole(), 1000ms);

        room.line.say(protocol::FinalAssistantAnswer{.content = u"It is nine."_s, .id = {}});
        room.clock.advance(10s);
        room.line.say(protocol::PartialAssistantAnswer{u"Your reminder."_s});
        QCOMPARE(room.turn().firstWord, 800ms);
        room.understand(u"Thanks."_s);
        QCOMPARE(room.diagnostics.turns().turns().size(), std::size_t(2));
        QVERIFY(!room.turn().firstWord);
    }

    void timesTypedTurnsFromTheirSending()
    {
        Room room;
        room.line.startSession();
        room.conversation.sendText(u"What time is it?"_s);
        room.clock.advance(40ms);
        room.understand(u"What time is it?"_s);
        QVERIFY(room.turn().typed);
        QCOMPARE(room.turn().understood, 40ms);
    }

    void anAnswerInAnotherSessionBelongsToNoTurn()
    {
        Room room;
        room.line.startSession();
        room.understand(u"What time is it?"_s);
        room.line.goDown();
        room.line.startSession(Origin::Replacement);
        room.line.say(protocol::PartialAssistantAnswer{u"Your reminder."_s});
        QVERIFY(!room.turn().firstWord);
    }

    void countsGapsInAnswersAndNotTheirEnds()
    {
        Room room;
        room.line.startSession();
        room.understand(u"What time is it?"_s);
        room.line.say(protocol::PartialAssistantAnswer{u"It is"_s});
        room.speak();
        room.card.finishPlayback();
        QCOMPARE(room.diagnostics.figures().underruns, 1);
        room.speak();
        Q_EMIT room.card.playbackStalled();
        QCOMPARE(room.diagnostics.figures().underruns, 2);
        room.line.say(protocol::FinalAssistantAnswer{.content = u"It is nine."_s, .id = {}});
        room.card.finishPlayback();
        room.conversation.replayLastAnswer();
        room.card.finishPlayback();
        QCOMPARE(room.diagnostics.figures().underruns, 2);
        QCOMPARE(reported(room.diagnostics).count(u"playback ran dry"_s), 2);
    }

    void knowsWhatIsNotPlayedYet()
    {
        Room room;
        room.line.startSession();
        room.understand(u"What time is it?"_s);
        room.line.say(protocol::PartialAssistantAnswer{u"It is nine."_s});
        room.speak(48000);
        room.card.advancePlayback(12000);
        QTRY_COMPARE(room.diagnostics.figures().unplayed, 750ms);
        room.conversation.stopSpeaking();
        QCOMPARE(room.diagnostics.figures().unplayed, 0ms);
    }

    void logsEachHoldOnce()
    {
        Room room;
        room.line.hold(room.clock);
        room.line.startSession();
        room.conversation.setMicrophoneOpen(true);
        room.hearVoice(1s);
        QCOMPARE(reported(room.diagnostics, Kind::Hold), QStringList());
        room.line.goDown();
        room.hearVoice(2s);
        const Duration held = room.diagnostics.figures().held;
        QVERIFY(held >= 1500ms);
        room.line.startSession(Origin::Resumed);
        QCOMPARE(room.diagnostics.figures().held, 0ms);
        QCOMPARE(reported(room.diagnostics, Kind::Hold),
                 QStringList({u"hold began"_s, u"hold ended  most_ms=%1"_s.arg(held.count())}));
    }

    void logsDevicesThatComeAndGo()
    {
        Room room;
        room.card.setStatus(audio::Direction::Output, State::Open, {"usb", u"USB headset"_s});
        room.card.setStatus(audio::Direction::Output, State::Missing);
        QCOMPARE(reported(room.diagnostics, Kind::Sound),
                 QStringList({u"loudspeaker  device=USB headset  state=open"_s,
                              u"loudspeaker  device=  state=missing"_s}));
    }

    void keepsABoundedAmount()
    {
        EventLog log;
        const QAbstractItemModelTester tester(
            &log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int dial = 0; dial < 600; ++dial)
            log.add({.at = {}, .what = Event::Dialled{dial, {}}});
        QCOMPARE(log.rowCount(), EventLog::kKept);
        const auto newest = log.index(log.rowCount() - 1).data(EventLog::EventRole).value<Event>();
        QCOMPARE(std::get<Event::Dialled>(newest.what).dial, 599);

        RoundTripHistory roundTrips;
        TurnTimings turns;
        for (int i = 0; i < 2000; ++i) {
            roundTrips.add({.at = Instant(i * 1ms), .wallTime = {}, .roundTrip = 1ms});
            turns.onUnderstood({.at = {}, .ended = Instant(i * 1ms)});
        }
        QCOMPARE(roundTrips.samples().size(), RoundTripHistory::kMostSamples);
        QCOMPARE(turns.turns().size(), TurnTimings::kKept);
        roundTrips.add({.at = Instant(1h), .wallTime = {}, .roundTrip = 1ms});
        QCOMPARE(roundTrips.samples().size(), std::size_t(1));
    }

    void reportsNeitherWordsNorTokens()
    {
        Connected room(quickTimings(), 2);
        Endpoint endpoint = room.client.socket.endpoint();
        endpoint.token = "s3cret";
        room.client.socket.setEndpoint(endpoint);
        QVERIFY(room.connect());
        QCOMPARE(room.server.requests().back().authorization, "Bearer s3cret");
        room.conversation.sendText(u"zebra"_s);
        room.server.send(protocol::FinalUserRequest{.content = u"giraffe"_s, .id = {}});
        room.server.send(protocol::PartialAssistantAnswer{u"walrus"_s});
        room.server.send(protocol::TtsChunk{audio::toBytes(audio::Pcm(4800, 7))});
        QTRY_VERIFY(room.card.isPlaying());
        room.server.send(protocol::ServerError{u"ostrich"_s, u"lizard"_s, true});
        room.server.setManner(FakeVoiceServer::Manner::RefusesWithStatus);
        room.server.setStatus("403 meerkat s3cret");
        room.server.close(4413, u"penguin s3cret"_s);
        QTRY_VERIFY(room.client.failed());

        const DiagnosticsReport report(room.diagnostics);
        for (const QByteArray &text : {report.toText(), report.toJson()}) {
            for (const char *secret : {"zebra", "giraffe", "walrus", "ostrich", "lizard", "penguin",
                                       "meerkat", "s3cret"})
                QVERIFY2(!text.contains(secret), secret);
            QVERIFY(!text.contains(room.client.sessions.last().id.toString().toUtf8()));
            QVERIFY(text.contains(room.client.sessions.last().id.shortened().toUtf8()));
            QVERIFY(text.contains("Busy") && text.contains("NotAuthorised"));
        }
        const QJsonObject json = QJsonDocument::fromJson(report.forFile(u"a.JSON"_s)).object();
        QCOMPARE(json[u"turns"_s].toArray().size(), 1);
        QCOMPARE(json[u"events"_s].toArray().size(), room.diagnostics.log().rowCount());
        QVERIFY(report.forFile(u"a.txt"_s).startsWith("Holdline "));
    }
};

HOLDLINE_TEST(TestDiagnostics)

} // namespace holdline::tst_diagnostics

#include "tst_diagnostics.moc"
