// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QDateTime>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_continuedconversation {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Origin = FakeLine::Origin;
using Role = protocol::HistoryMessage::Role;
using Status = protocol::CallStatusChanged::Status;

/// How a Durable conversation goes on after a cut or in another client, and how a new one begins.
class TestContinuedConversation : public RoomTest<DurableRoom>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { enter(); }

    // ---- seams

    void aCutIsToldOnceAndHasOneSound()
    {
        QSignalSpy began(&conversation(), &ConversationController::outageBegan);
        QSignalSpy ended(&conversation(), &ConversationController::outageEnded);
        line().goDown();
        Q_EMIT line().lost(); // another attempt has failed
        Q_EMIT line().lost();
        conversation().setLossReason(u"No network"_s);
        room().clock.advance(14s);
        QVERIFY(room().transcript().isEmpty());
        room().comeBack();
        QCOMPARE(room().transcript(), QStringList{u"-- Offline for 14 s"_s});
        QVERIFY(room().details(0).contains(u"Cause: No network"_s));
        QCOMPARE(began.size(), 1);
        QCOMPARE(ended.size(), 1);
    }

    void aBriefCutThatCostNothingIsNotTold()
    {
        conversation().setMicrophoneOpen(true);
        room().hearNothing(150ms);
        line().goDown();
        room().hearNothing(800ms);
        room().comeBack();
        QVERIFY(room().transcript().isEmpty());
    }

    void heldSpeechIsARowUntilItIsSent()
    {
        const auto isShown = [this] {
            const TranscriptModel &rows = conversation().transcript();
            return rows.rowCount() > 0
                && room()
                       .get(rows.rowCount() - 1, TranscriptModel::KindRole)
                       .value<TranscriptModel::Kind>()
                == TranscriptModel::Kind::HeldSpeech;
        };
        conversation().setMicrophoneOpen(true);
        line().goDown();
        QVERIFY(!isShown());
        room().hearVoice(1s);
        QVERIFY(isShown());
        room().comeBack();
        QVERIFY(!isShown());
    }

    void aLineThatIsGivenUpIsToldAndItsRowAmended()
    {
        line().goDown();
        room().clock.advance(60s);
        conversation().giveUpLine();
        QCOMPARE(room().transcript().size(), 1);
        QVERIFY(room().transcript()[0].startsWith(u"-- Offline since "_s));
        conversation().setLossReason(u"No network"_s);
        QVERIFY(room().details(0).contains(u"Cause: No network"_s));
        room().clock.advance(60s);
        room().comeBack();
        QCOMPARE(room().transcript(), QStringList{u"-- Offline for 2 min"_s});
    }

    void aReplacedSessionSaysWhatIsLost()
    {
        room().answer();
        line().goDown();
        room().clock.advance(2s);
        room().comeBack(Origin::Replacement);
        const QString row = room().transcript().last();
        QVERIFY2(row.contains(u"couldn’t be restored"_s), qPrintable(row));
        QVERIFY2(row.contains(u"some words may be missing"_s), qPrintable(row));
        QVERIFY(!room().transcript().join(u'\n').contains(u"…"_s));
    }

    void whatIsPartialGoesOnAfterACut()
    {
        line().say(protocol::PartialUserRequest{u"what"_s});
        line().goDown();
        room().comeBack();
        line().say(protocol::PartialUserRequest{u"what time"_s});
        QCOMPARE(room().transcript(), QStringList{u"you: what time…"_s});
    }

    // ---- rejoining

    void aRejoinedConversationIsToldFromItsBeginning()
    {
        conversation().sendText(u"old"_s);
        line().goDown();
        conversation().sendText(u"waits"_s);
        room().clock.advance(14s);
        const auto created = room().clock.wallTime() - 192min;
        line().startSession({.id = SessionId::generate(),
                             .origin = Origin::Rejoined,
                             .messageCount = 3,
                             .age = 192min,
                             .createdAt = created});
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s)}, true, false);
        line().tellHistory(
            {said(Role::Assistant, u"2"_s, u"Good day."_s), said(Role::User, u"3"_s, u"Bye"_s)},
            false, true);
        line().say(protocol::PartialUserRequest{u"now"_s});
        const auto began = QDateTime::fromMSecsSinceEpoch(created.time_since_epoch().count());
        const QString divider = u"-- Continued from %1, %2"_s.arg(
            QLocale().dayName(began.date().dayOfWeek()), began.toString(u"HH:mm"_s));
        // The history does not contain the first text, so the server gets it again.
        QCOMPARE(room().transcript(),
                 QStringList({u"<you: Hello"_s, u"<nova: Good day."_s, u"<you: Bye"_s, divider,
                              u"-- Offline for 14 s"_s, u"you: old?"_s, u"you: waits?"_s,
                              u"you: now…"_s}));
        QVERIFY(room().details(3).contains(u"(3 h 12 min ago)"_s));
        QVERIFY(room().details(3).contains(u"Messages: 3"_s));
    }

    void aConversationOfAnEarlierWeekIsNamedByItsDate()
    {
        const auto created = room().clock.wallTime() - std::chrono::days(7);
        line().startSession({.id = SessionId::generate(),
                             .origin = Origin::Rejoined,
                             .messageCount = 1,
                             .age = std::chrono::days(7),
                             .createdAt = created});
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s)}, true, true);
        const auto began = QDateTime::fromMSecsSinceEpoch(created.time_since_epoch().count());
        const QString date = QLocale().toString(began.date(), QLocale::ShortFormat);
        QVERIFY2(room().transcript().last().contains(date),
                 qPrintable(room().transcript().join(u'\n')));
    }

    void whatTheHistoryToldIsNotToldTwice()
    {
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s),
                            said(Role::Assistant, u"2"_s, u"Good day to you."_s)});
        line().say(protocol::FinalUserRequest{.content = u"Hello"_s, .id = u"1"_s});
        line().say(protocol::FinalAssistantAnswer{.content = u"Good day"_s, .id = u"2"_s});
        QCOMPARE(room().transcript().mid(0, 2),
                 QStringList({u"<you: Hello"_s, u"<nova: Good day| to you."_s}));
        line().say(protocol::FinalAssistantAnswer{.content = u"More."_s, .id = u"3"_s});
        QCOMPARE(room().transcript().last(), u"nova: More."_s);
    }

    void theHistoryTellsWhatWasNotHeard()
    {
        line().goDown();
        room().comeBack(Origin::Rejoined);
        protocol::HistoryMessage half = said(Role::Assistant, u"1"_s, u"Good"_s);
        half.unheard = u" day."_s;
        protocol::HistoryMessage none = said(Role::Assistant, u"2"_s, {});
        none.unheard = u"Not a word."_s;
        line().tellHistory({half, none});
        QCOMPARE(room().transcript().mid(0, 2),
                 QStringList({u"<nova: Good| day."_s, u"<nova: |Not a word."_s}));
        QCOMPARE(room().get(0, Qt::AccessibleTextRole).toString(),
                 u"Answer, interrupted: Good day.");
    }

    void aSecondTellingReplacesTheFirst()
    {
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s)}, true, false);
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"Hello"_s)}, true, true);
        QCOMPARE(room().transcript().count(u"<you: Hello"_s), 1);
    }

    void theRestOfAnAnswerPlaysInANewClient()
    {
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::Assistant, u"a"_s, u"0123456789"_s)});
        room().novaSpeaks(4, 5000, 1000);
        card().advancePlayback(10);
        conversation().stopSpeaking();
        QCOMPARE(room().all<protocol::Interrupt>(),
                 QList<protocol::Interrupt>({{.utterance = 4, .position = 5010}}));
    }

    // ---- calls

    void openingTheMicrophoneOrTypingStartsACall()
    {
        conversation().setMicrophoneOpen(true);
        conversation().sendText(u"Hello"_s);
        QCOMPARE(room().all<protocol::CallRequest>(),
                 QList<protocol::CallRequest>({{.start = true}}));
        QSignalSpy changed(&conversation(), &ConversationController::callStatusChanged);
        line().say(protocol::CallStatusChanged{Status::Active, {}});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(conversation().callStatus().state, CallStatus::State::Active);
    }

    void aCallEndsWithTheLastSample()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        conversation().endConversation();
        QVERIFY(!conversation().isMicrophoneOpen());
        card().finishPlayback(); // playback ran dry, but this is not the end
        QCOMPARE(room().all<protocol::CallRequest>().size(), 1);
        room().finishAnswer(9700);
        QCOMPARE(room().all<protocol::CallRequest>().size(), 1);
        room().novaSpeaks(1, 9600, 100);
        card().finishPlayback();
        QCOMPARE(room().all<protocol::CallRequest>(),
                 QList<protocol::CallRequest>({{.start = true}, {.start = false}}));
    }

    void aCallThatTimedOutIsStartedAgainByAnOpenMicrophone()
    {
        conversation().setMicrophoneOpen(true);
        line().say(protocol::CallStatusChanged{Status::Ended, u"timeout"_s});
        QCOMPARE(room().all<protocol::CallRequest>().size(), 2);
        conversation().setMicrophoneOpen(false);
        line().say(protocol::CallStatusChanged{Status::Ended, u"timeout"_s});
        QCOMPARE(room().all<protocol::CallRequest>().size(), 2);
    }

    void startingWhileTheLineIsDownIsRefusedAndHeldAllTheSame()
    {
        QSignalSpy refused(&conversation(), &ConversationController::conversationRefused);
        line().goDown();
        conversation().setMicrophoneOpen(true);
        QCOMPARE(refused.size(), 1);
        room().hearVoice(1s);
        QVERIFY(conversation().heldSpeech() > 500ms);
    }

    // ---- a new conversation

    void nothingOfTheOldConversationShowsUpInTheNewOne()
    {
        room().answer();
        conversation().startNewConversation();
        QCOMPARE(line().newSessions(), 0);
        QCOMPARE(room().all<protocol::NewConversation>().size(), 1);
        QVERIFY(room().transcript().isEmpty());
        QVERIFY(!card().isPlaying());
        QCOMPARE(conversation().callStatus().state, CallStatus::State::Idle);

        // Still on its way:
        line().say(protocol::PartialAssistantAnswer{u"0123456789 more"_s});
        line().say(protocol::FinalUserRequest{.content = u"old"_s, .id = u"x"_s});
        line().say(protocol::TtsBegin{.utterance = 2, .message = u"c"_s});
        room().novaSpeaks(2, 0, 100);
        room().finishAnswer(9600);
        line().say(protocol::CallStatusChanged{Status::Idle, u"timeout"_s});
        QVERIFY(room().transcript().isEmpty());
        QVERIFY(!card().isPlaying());

        conversation().sendText(u"Hello"_s);
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        line().say(protocol::PartialAssistantAnswer{u"Good day"_s});
        room().novaSpeaks(3, 0, 100);
        QCOMPARE(room().transcript(), QStringList({u"you: Hello"_s, u"nova: Good day…"_s}));
        QVERIFY(card().isPlaying());
    }

    void eachNewConversationIsConfirmedByItself()
    {
        conversation().startNewConversation();
        conversation().startNewConversation();
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        line().say(protocol::PartialAssistantAnswer{u"of the first"_s});
        QVERIFY(room().transcript().isEmpty());
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        line().say(protocol::PartialAssistantAnswer{u"of the second"_s});
        QCOMPARE(room().transcript().size(), 1);
    }

    void theAnswerToANewConversationMayBeLostInARejoining()
    {
        conversation().startNewConversation();
        line().goDown();
        room().comeBack(Origin::Rejoined);
        line().tellHistory({said(Role::User, u"1"_s, u"old"_s)});
        QCOMPARE(room().transcript().size(), 2); // it had not arrived
        line().say(protocol::CallStatusChanged{Status::Idle, u"new"_s});
        QVERIFY(room().transcript().isEmpty());
    }

    void aNewConversationDropsWhatWasHeld()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(2s);
        conversation().sendText(u"old"_s);
        conversation().startNewConversation();
        QCOMPARE(conversation().heldSpeech(), 0ms);
        room().comeBack();
        QVERIFY(line().items().isEmpty());
        QCOMPARE(room().all<protocol::CallRequest>().size(), 2); // the microphone is still open
        QVERIFY(room().transcript().filter(u"you"_s).isEmpty());
        QVERIFY(!room().transcript().join(u' ').contains(u"speech"_s));
    }

    void endingAndForgettingTakesAnotherSession()
    {
        conversation().setMicrophoneOpen(true);
        conversation().sendText(u"old"_s);
        QSignalSpy outage(&conversation(), &ConversationController::outageBegan);
        conversation().endAndForget();
        QCOMPARE(line().newSessions(), 1);
        QVERIFY(!conversation().isMicrophoneOpen());
        QCOMPARE(conversation().callStatus().state, CallStatus::State::Idle);
        line().startSession(client::Line::Session::Origin::New);
        QCOMPARE(outage.size(), 0); // the user wanted it
        QCOMPARE(room().transcript(), QStringList());
    }

    // ---- other messages of the server

    void tellsOfTroubleAtTheServer()
    {
        QSignalSpy troubled(&conversation(), &ConversationController::serverTroubled);
        line().say(protocol::ServerError{
            .code = u"store_full"_s, .message = u"The disk is full."_s, .recoverable = true});
        QCOMPARE(troubled.size(), 1);
        QCOMPARE(troubled[0][0].toString(), u"store_full"_s);
        QCOMPARE(troubled[0][1].toString(), u"The disk is full."_s);
        line().say(protocol::ServerError{
            .code = u"work_given_up"_s, .message = u"Given up."_s, .recoverable = false});
        QCOMPARE(troubled.size(), 1);
        QCOMPARE(room().transcript(), QStringList{u"-- Given up."_s});
    }

    void saysWhichServiceTheBuiltInEngineReplaces_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("recognition")
            << u"recognition_denied"_s
            << u"-- The recognition service failed: it doesn’t accept the key. The built-in "
               "recogniser listens until it works again."_s;
        QTest::newRow("voice") << u"voice_too_slow"_s
                               << u"-- The voice service failed: it took too long. The built-in "
                                  "voice speaks until it works again."_s;
    }

    void saysWhichServiceTheBuiltInEngineReplaces()
    {
        QFETCH(QString, code);
        QFETCH(QString, words);
        line().say(protocol::ServerError{.code = code, .message = {}, .recoverable = true});
        QCOMPARE(room().transcript(), QStringList{words});
    }

    void tellsTheTurnPauseOncePerSession()
    {
        conversation().setTurnPause(30);
        line().goDown();
        room().comeBack();
        QCOMPARE(room().all<protocol::SetSpeed>().size(), 1);
        line().goDown();
        conversation().setTurnPause(40);
        room().comeBack(Origin::Rejoined);
        QCOMPARE(room().all<protocol::SetSpeed>().last(), protocol::SetSpeed{40});
    }
};

HOLDLINE_TEST(TestContinuedConversation)

} // namespace holdline::tst_continuedconversation

#include "tst_continuedconversation.moc"
