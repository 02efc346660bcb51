// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"

#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_conversationcontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Activity = protocol::Activity::State;
using Caption = ConversationController::Caption;
using Messages = QList<protocol::ClientMessage>;

namespace {

const protocol::ClientMessage kTtsStart = protocol::TtsStart{};
const protocol::ClientMessage kTtsStop = protocol::TtsStop{};

} // namespace

/// What a conversation shows, and what it tells the server, while the Plain line is lost and comes
/// back.
class TestConversationController : public RoomTest<PlainRoom>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { enter(); }

    // ---- the transcript

    void showsWhatIsSaid()
    {
        line().say(protocol::PartialUserRequest{u"what"_s});
        QCOMPARE(room().transcript(), QStringList{u"you: what…"_s});
        QCOMPARE(conversation().caption(), Caption::MicrophoneClosed);
        room().userSays(u"What?"_s);
        room().novaWrites(u"That"_s);
        QCOMPARE(room().transcript(), QStringList({u"you: What?"_s, u"nova: That…"_s}));
        room().novaFinishes(u"That."_s);
        QCOMPARE(room().transcript(), QStringList({u"you: What?"_s, u"nova: That."_s}));
    }

    void speechBeyondMeasureIsDroppedAndTheTranscriptSaysSo()
    {
        card().setStartsByItself(false);
        room().novaWrites(u"Once upon a time"_s);
        for (int minute = 0; minute < 10; ++minute)
            room().novaSpeaks(60 * audio::kDeviceRate);
        QCOMPARE(card().pending().size(), std::size_t(5 * 60 * audio::kDeviceRate));
        QCOMPARE(
            room().transcript(),
            QStringList({u"nova: Once upon a time…"_s,
                         u"-- The server sent too much speech at once: the rest is not spoken"_s}));
        QVERIFY(line().isLive());
    }

    void longExplanationsOfTheServerAreShortened()
    {
        QSignalSpy refused(&conversation(), &ConversationController::refused);
        QSignalSpy troubled(&conversation(), &ConversationController::serverTroubled);
        const QString endless(100'000, u'x');
        line().say(protocol::ValidationError{{{u"text"_s, endless}}});
        line().say(protocol::ServerError{u"odd"_s, endless, true});
        line().say(protocol::ServerError{u"work_given_up"_s, endless, true});
        QVERIFY(refused[0][0].toString().size() < 1000);
        QVERIFY(troubled[0][1].toString().size() < 1000);
        QVERIFY(room().transcript().last().size() < 1000);
    }

    void anEmptyPartialWithdrawsTheRow()
    {
        conversation().setMicrophoneOpen(true);
        line().say(protocol::PartialUserRequest{u"hm"_s});
        QCOMPARE(conversation().caption(), Caption::Hearing);
        line().say(protocol::PartialUserRequest{{}});
        QVERIFY(room().transcript().isEmpty());
        QCOMPARE(conversation().caption(), Caption::Listening);
    }

    void whatWasShownOfAnInterruptedAnswerStays_data()
    {
        QTest::addColumn<bool>("complete");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("shown");
        QTest::newRow("while it grew") << false << u"One."_s << u"nova: One.|  Two. Three."_s;
        QTest::newRow("when all of it had been told")
            << true << u"One."_s << u"nova: One.|  Two. Three."_s;
        QTest::newRow("with other spaces")
            << true << u"One. Two"_s << u"nova: One.  Two|. Three."_s;
        QTest::newRow("before its first word") << false << u""_s << u"nova: |One.  Two. Three."_s;
        QTest::newRow("after its last word")
            << true << u"One. Two. Three."_s << u"nova: One.  Two. Three."_s;
    }

    void whatWasShownOfAnInterruptedAnswerStays()
    {
        QFETCH(bool, complete);
        QFETCH(QString, said);
        QFETCH(QString, shown);
        room().answer(u"One.  Two. Three."_s);
        if (complete)
            room().novaFinishes(u"One.  Two. Three."_s);
        line().say(protocol::PartialUserRequest{u"stop"_s});
        room().novaFinishes(said);
        line().say(protocol::StopTts{});
        line().say(protocol::TtsInterruption{});
        QCOMPARE(room().transcript(),
                 QStringList({u"you: What time is it?"_s, shown, u"you: stop…"_s}));
    }

    void whatTheUserStopsIsMarkedAtOnce()
    {
        room().answer(u"One. Two."_s);
        room().novaFinishes(u"One. Two."_s);
        card().advancePlayback(2400); // half of the speech
        conversation().stopSpeaking();
        QCOMPARE(room().transcript().last(), u"nova: One. |Two.");
        conversation().stopSpeaking(); // a second stop has no effect
        QCOMPARE(room().transcript().last(), u"nova: One. |Two.");
    }

    void anAnswerWithoutALoudspeakerIsRead()
    {
        card().setStartsByItself(false);
        card().setStatus(audio::Direction::Output, audio::EndpointStatus::State::Missing);
        room().answer(u"One. Two."_s);
        conversation().sendText(u"And then?"_s);
        room().novaFinishes(u""_s); // as far as the server knows
        QCOMPARE(room().transcript().at(1), u"nova: One. Two.");
    }

    void aTypedQuestionInterruptsTheAnswerAboveIt()
    {
        room().answer(u"One. Two."_s);
        room().novaFinishes(u"One. Two."_s);
        conversation().sendText(u"And then?"_s);
        room().novaFinishes(u"One."_s);
        line().say(protocol::StopTts{});
        line().say(protocol::TtsInterruption{});
        room().userSays(u"And then?"_s);
        room().novaWrites(u"Nothing"_s);
        QCOMPARE(room().transcript(),
                 QStringList({u"you: What time is it?"_s, u"nova: One.| Two."_s,
                              u"you: And then?"_s, u"nova: Nothing…"_s}));
    }

    void anAnswerThatNeverEndedIsFollowedByAnother()
    {
        room().answer(u"One"_s);
        room().userSays(u"Next?"_s);
        room().novaSpeaks(960); // before its text
        room().novaWrites(u"Two"_s);
        QCOMPARE(room().transcript(),
                 QStringList({u"you: What time is it?"_s, u"nova: One"_s, u"you: Next?"_s,
                              u"nova: Two…"_s}));
        card().finishPlayback();
        conversation().replayLastAnswer();
        QCOMPARE(card().pending().size(), 960U);
    }

    void theSameReminderTwiceIsShownTwice()
    {
        for (int i = 0; i < 2; ++i) {
            room().novaWrites(u"Tea."_s);
            room().novaFinishes(u"Tea."_s);
        }
        QCOMPARE(room().transcript(), QStringList({u"nova: Tea."_s, u"nova: Tea."_s}));
    }

    // ---- typing

    void sendsTypedText()
    {
        conversation().sendText(u"  Hello \n"_s);
        conversation().sendText(u" \n "_s);
        QCOMPARE(line().messages(), Messages{protocol::TextMessage{u"Hello"_s}});
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
        QCOMPARE(conversation().caption(), Caption::Thinking);
    }

    void typedTextsWaitForTheLineAndGoInOrder()
    {
        line().goDown();
        conversation().sendText(u"one"_s);
        conversation().sendText(u"two"_s);
        QCOMPARE(room().transcript(), QStringList({u"you: one?"_s, u"you: two?"_s}));
        QVERIFY(line().messages().isEmpty());

        line().startSession(0, true);
        QCOMPARE(line().messages(),
                 Messages({protocol::TextMessage{u"one"_s}, protocol::TextMessage{u"two"_s}}));
        QCOMPARE(room().transcript().mid(0, 2), QStringList({u"you: one"_s, u"you: two"_s}));
        room().userSays(u"one"_s); // the server repeats them
        room().userSays(u"two"_s);
        QCOMPARE(room().transcript().size(), 3);
    }

    void whatACongestedLineRefusesWaits()
    {
        line().goDown();
        conversation().sendText(u"one"_s);
        conversation().sendText(u"two"_s);
        line().setRoom(1);
        line().startSession();
        conversation().sendText(u"three"_s);
        QCOMPARE(room().transcript(),
                 QStringList({u"you: one"_s, u"you: two?"_s, u"you: three?"_s}));
        line().setRoom(std::nullopt);
        line().say(protocol::Activity{Activity::Idle});
        QCOMPARE(line().messages(),
                 Messages({protocol::TextMessage{u"one"_s}, protocol::TextMessage{u"two"_s},
                           protocol::TextMessage{u"three"_s}}));
    }

    void typingStopsAReplay()
    {
        room().answer();
        room().novaFinishes(u"It is nine."_s);
        card().finishPlayback();
        conversation().replayLastAnswer();
        conversation().sendText(u"Thanks"_s);
        QVERIFY(!card().isPlaying());
    }

    void tellsWhatTheServerRefused()
    {
        QSignalSpy refused(&conversation(), &ConversationController::refused);
        conversation().sendText(u"Hello"_s);
        line().say(
            protocol::ValidationError{{{u"text"_s, u"too long"_s}, {u"type"_s, u"not known"_s}}});
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].toString(), u"too long\nnot known"_s);
        QCOMPARE(conversation().caption(), Caption::MicrophoneClosed);
    }

    // ---- the line

    void whatIsSaidWhileTheLineIsDownIsNotSent()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        QCOMPARE(conversation().caption(), Caption::LineDown);
        room().hear(10);
        line().startSession();
        QVERIFY(line().frames().isEmpty());
        QCOMPARE(conversation().caption(), Caption::Listening);
    }

    void tellsTheTurnPauseNowAndAfterEveryReconnection()
    {
        conversation().setTurnPause(150);
        QCOMPARE(line().takeMessages(), Messages{protocol::SetSpeed{100}});
        line().goDown();
        conversation().setTurnPause(30);
        conversation().sendText(u"Hello"_s);
        line().startSession();
        QCOMPARE(line().messages(),
                 Messages({protocol::SetSpeed{30}, protocol::TextMessage{u"Hello"_s}}));
    }

    void tellsTheServerOnANewLineThatAnAnswerStillSounds()
    {
        room().answer();
        line().goDown();
        QVERIFY(card().isPlaying());
        line().takeMessages();
        line().startSession();
        QCOMPARE(line().takeMessages(), Messages{kTtsStart});
        card().finishPlayback();
        QCOMPARE(line().takeMessages(), Messages{kTtsStop});
    }

    void tellsHowTheSessionBegan_data()
    {
        QTest::addColumn<int>("restored");
        QTest::addColumn<bool>("offered");
        QTest::addColumn<QStringList>("divider");
        QTest::newRow("a first one") << -1 << false << QStringList();
        QTest::newRow("restored") << 12 << true
                                  << QStringList{u"-- Session restored · 12 messages"_s};
        QTest::newRow("restored with one message")
            << 1 << true << QStringList{u"-- Session restored · 1 message"_s};
        QTest::newRow("restored before anything was said")
            << 0 << true << QStringList{u"-- Session restored"_s};
        QTest::newRow("not restored")
            << -1 << true
            << QStringList{
                   u"-- The earlier conversation couldn’t be restored, so a new one started."_s};
    }

    void tellsHowTheSessionBegan()
    {
        QFETCH(int, restored);
        QFETCH(bool, offered);
        QFETCH(QStringList, divider);
        line().goDown();
        line().startSession(restored >= 0 ? std::optional(restored) : std::nullopt, offered);
        QCOMPARE(room().transcript(), divider);
    }

    void tellsOncePerOutageThatWordsMayBeMissing_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<bool>("told");
        QTest::newRow("nothing was under way") << u"idle"_s << false;
        QTest::newRow("the user was speaking") << u"speaking"_s << true;
        QTest::newRow("the server heard a voice") << u"heard"_s << true;
        QTest::newRow("the button was held") << u"held"_s << true;
        QTest::newRow("the answer was thought about") << u"thinking"_s << true;
        QTest::newRow("the answer was under way") << u"answering"_s << true;
        QTest::newRow("the answer was here and still sounded") << u"sounding"_s << false;
    }

    void tellsOncePerOutageThatWordsMayBeMissing()
    {
        QFETCH(QString, when);
        QFETCH(bool, told);
        if (when == u"speaking")
            line().say(protocol::PartialUserRequest{u"what"_s});
        if (when == u"heard")
            line().say(protocol::Activity{Activity::Listening});
        if (when == u"held")
            conversation().holdToTalk(true);
        if (when == u"thinking")
            room().userSays(u"What?"_s);
        if (when == u"answering" || when == u"sounding")
            room().answer();
        if (when == u"sounding")
            room().novaFinishes(u"It is nine."_s);

        line().goDown();
        Q_EMIT line().lost(); // another attempt has failed
        const QString divider = u"-- Connection lost · some words may be missing"_s;
        QCOMPARE(room().transcript().count(divider), told ? 1 : 0);
        line().startSession(2, true);
        line().goDown();
        QCOMPARE(room().transcript().count(divider), told && when == u"held" ? 2 : told ? 1 : 0);
    }

    void whatWasPartialStaysWhenTheLineIsLost()
    {
        room().answer(u"It is"_s);
        line().say(protocol::PartialUserRequest{u"stop"_s});
        line().goDown();
        line().startSession(2, true);
        room().novaWrites(u"Hello again"_s);
        line().say(protocol::PartialUserRequest{u"and"_s});
        QCOMPARE(room().transcript(),
                 QStringList({u"you: What time is it?"_s, u"nova: It is"_s, u"you: stop"_s,
                              u"-- Connection lost · some words may be missing"_s,
                              u"-- Session restored · 2 messages"_s, u"nova: Hello again…"_s,
                              u"you: and…"_s}));
    }

    void whatWasReceivedPlaysOnAfterTheLoss()
    {
        room().answer(u"0123456789"_s);
        card().advancePlayback(1000);
        line().goDown();
        QVERIFY(card().isPlaying());
        card().finishPlayback();
        QCOMPARE(card().played().size(), 4800U);
        QCOMPARE(room().spoken(1), 10);
    }

    // ---- clearing and beginning anew

    void clearsHereAndAtTheServer()
    {
        room().answer();
        line().takeMessages();
        conversation().clearHistory();
        QVERIFY(room().transcript().isEmpty());
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().takeMessages(), Messages({kTtsStop, protocol::ClearHistory{}}));
        conversation().replayLastAnswer();
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().newSessions(), 0);
    }

    void whatFollowsOfAClearedAnswerIsNotShown()
    {
        room().answer(u"It is nine."_s);
        conversation().clearHistory();
        room().novaWrites(u"It is nine. Good morning."_s);
        room().novaSpeaks();
        room().novaFinishes(u"It is"_s); // interrupted there
        QVERIFY(room().transcript().isEmpty());
        QVERIFY(!card().isPlaying());
        room().novaWrites(u"Tea is ready."_s);
        room().novaSpeaks();
        QCOMPARE(room().transcript(), QStringList{u"nova: Tea is ready.…"_s});
        QVERIFY(card().isPlaying());
    }

    void clearsAtTheServerWhenTheLineIsBack()
    {
        line().goDown();
        conversation().sendText(u"forget this, too"_s);
        conversation().clearHistory();
        line().startSession(4, true);
        QCOMPARE(line().messages(), Messages{protocol::ClearHistory{}});
    }

    void beginsANewConversationWithNothingOfTheOldOne()
    {
        conversation().setTurnPause(30);
        room().answer();
        line().say(protocol::PartialUserRequest{u"hm"_s});
        conversation().startNewConversation();
        QCOMPARE(line().newSessions(), 1);
        QVERIFY(!card().isPlaying());
        conversation().sendText(u"new"_s);
        line().takeMessages();

        room().novaWrites(u"It is nine. Good"_s); // late
        room().novaSpeaks();
        line().say(protocol::PartialUserRequest{u"hm hm"_s});
        line().startSession();
        QCOMPARE(line().messages(),
                 Messages({protocol::SetSpeed{30}, protocol::TextMessage{u"new"_s}}));
        QCOMPARE(room().transcript(), QStringList{u"you: new"_s});
        conversation().replayLastAnswer();
        QVERIFY(!card().isPlaying());

        room().userSays(u"new"_s);
        room().novaWrites(u"Hello"_s);
        room().novaSpeaks();
        QVERIFY(card().isPlaying());
        QCOMPARE(room().transcript(), QStringList({u"you: new"_s, u"nova: Hello…"_s}));
    }

    void beginsANewConversationWhileTheLineIsDown()
    {
        line().goDown();
        conversation().sendText(u"old"_s);
        conversation().startNewConversation();
        line().startSession();
        QVERIFY(line().messages().isEmpty());
        QVERIFY(room().transcript().isEmpty());
    }

    // ---- the caption

    void theCaptionFollowsTheServer()
    {
        QSignalSpy changed(&conversation(), &ConversationController::captionChanged);
        conversation().setMicrophoneOpen(true);
        QCOMPARE(conversation().caption(), Caption::Listening);
        line().say(protocol::Activity{Activity::Listening});
        QCOMPARE(conversation().caption(), Caption::Hearing);
        line().say(protocol::Activity{Activity::Waiting});
        QCOMPARE(conversation().caption(), Caption::Waiting);
        line().say(protocol::Activity{Activity::Thinking});
        QCOMPARE(conversation().caption(), Caption::Thinking);
        line().say(protocol::Activity{Activity::Thinking});
        QCOMPARE(changed.size(), 4);
    }
};

HOLDLINE_TEST(TestConversationController)

} // namespace holdline::tst_conversationcontroller

#include "tst_conversationcontroller.moc"
