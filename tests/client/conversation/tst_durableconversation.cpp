// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace holdline::tst_durableconversation {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Caption = ConversationController::Caption;
using Origin = FakeLine::Origin;

/// Speech, texts and answers in a conversation over a Durable line.
class TestDurableConversation : public RoomTest<DurableRoom>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { enter(); }

    // ---- too much

    void moreSpeechThanAnybodyCanHaveHeardBreaksTheProtocol()
    {
        card().setStartsByItself(false);
        for (quint64 minute = 0; minute < 5; ++minute)
            room().novaSpeaks(1, minute * 60 * audio::kDeviceRate, 60 * audio::kDeviceRate);
        QVERIFY(line().violations().isEmpty());
        room().novaSpeaks(1, 5 * 60 * audio::kDeviceRate, 1);
        QCOMPARE(line().violations().size(), 1);
        QVERIFY(!line().isLive());
    }

    // ---- what is not acknowledged

    void aTextThatNobodyAcknowledgesLooksUnsent() // as when the server's disk is full
    {
        line().setAcknowledging(false);
        conversation().sendText(u"one"_s);
        conversation().sendText(u"two"_s);
        QCOMPARE(room().transcript(), QStringList({u"you: one"_s, u"you: two"_s}));
        QCOMPARE(conversation().caption(), ConversationController::Caption::Thinking);
        QTRY_COMPARE(room().transcript(), QStringList({u"you: one?"_s, u"you: two?"_s}));
        QCOMPARE(conversation().caption(), ConversationController::Caption::MicrophoneClosed);
        line().setAcknowledging(true);
        QCOMPARE(room().transcript(), QStringList({u"you: one"_s, u"you: two"_s}));
        conversation().sendText(u"three"_s);
        QVERIFY2(!QTest::qWaitFor([this] { return room().transcript().last().endsWith(u"?"); },
                                  2 * DurableTexts::kGrace.count()),
                 "what is acknowledged in time is never shown as waiting");
    }

    void aTextThatIsCutOffLooksUnsentAtOnce()
    {
        line().setAcknowledging(false);
        conversation().sendText(u"one"_s);
        line().goDown();
        QCOMPARE(room().transcript().first(), u"you: one?"_s);
        room().comeBack();
        QCOMPARE(room().transcript().first(), u"you: one?"_s);
        line().setAcknowledging(true);
        QCOMPARE(room().transcript().first(), u"you: one"_s);
    }

    void speechThatNobodyAcknowledgesIsUnsent()
    {
        conversation().setMicrophoneOpen(true);
        room().hearVoice(5s);
        QCOMPARE(conversation().unsentSpeech(), 0ms);
        line().setAcknowledging(false);
        room().hearVoice(500ms);
        QCOMPARE(conversation().unsentSpeech(), 0ms); // this amount is always under way
        room().hearVoice(5s);
        QVERIFY(conversation().unsentSpeech() > 4s);
        QCOMPARE(conversation().heldSpeech(), 0ms);
        line().setAcknowledging(true);
        QCOMPARE(conversation().unsentSpeech(), 0ms);
    }

    // ---- the microphone

    void sendsItemsInsteadOfFrames()
    {
        conversation().setMicrophoneOpen(true);
        room().hearNothing(1s);
        QVERIFY(line().frames().isEmpty());
        QCOMPARE(line().items().size(), 9);
        QVERIFY(!line().items()[0].replayed);
        conversation().setMicrophoneOpen(false);
        conversation().setMicrophoneOpen(true);
        line().takeItems();
        room().hearNothing(200ms);
        QCOMPARE(line().items().last().stream, 2U);
        QCOMPARE(line().items().last().position, quint64(0));
    }

    void holdsOnlyWhatIsSaidWhileTheLineIsDown()
    {
        QSignalSpy changed(&conversation(), &ConversationController::heldSpeechChanged);
        conversation().setMicrophoneOpen(true);
        room().hearNothing(1s);
        line().takeItems();
        line().goDown();
        QVERIFY(conversation().isMicrophoneOpen());
        QVERIFY(conversation().isHoldingSpeech());
        QCOMPARE(conversation().caption(), Caption::HoldingSpeech);
        const Duration before = conversation().heldSpeech(); // the item that was not full
        QVERIFY(before < 100ms);
        room().hearNothing(5s);
        QCOMPARE(conversation().heldSpeech(), before);
        room().hearVoice(2s);
        room().hearNothing(5s);
        QVERIFY(conversation().heldSpeech() >= 2400ms);
        QVERIFY(conversation().heldSpeech() <= 3000ms);
        QVERIFY(!changed.isEmpty());

        room().comeBack();
        QCOMPARE(conversation().heldSpeech(), 0ms);
        QCOMPARE(conversation().caption(), Caption::Listening);
        QVERIFY(!conversation().isHoldingSpeech());
        QVERIFY(std::ranges::all_of(line().items(), &protocol::AudioItem::replayed));
        QVERIFY(line().items().at(1).gapBefore);
        line().takeItems();
        room().hearNothing(400ms);
        QVERIFY(!line().items().isEmpty());
        QVERIFY(std::ranges::none_of(line().items(), &protocol::AudioItem::replayed));
    }

    void theGateClosesVisiblyAtTheLimit()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(70s);
        QCOMPARE(conversation().caption(), Caption::HoldLimitReached);
        QVERIFY(conversation().heldSpeech() > 59s);
        QVERIFY(conversation().heldSpeech() <= conversation().heldSpeechLimit());
        room().comeBack();
        QCOMPARE(conversation().caption(), Caption::Listening);
        const QString row = room().transcript().last();
        QVERIFY2(row.startsWith(u"-- Offline for 1 min 10 s · "_s), qPrintable(row));
        QVERIFY2(row.contains(u"of speech lost: limit of 60 s reached"_s), qPrintable(row));
    }

    void silenceEndsHeldSpeechWhenTheMicrophoneIsClosed()
    {
        conversation().holdToTalk(true);
        line().goDown();
        room().hearVoice(1s);
        conversation().holdToTalk(false);
        QCOMPARE(conversation().caption(), Caption::MicrophoneClosed);
        room().clock.advance(5s);
        room().comeBack();
        const auto late = line().takeItems();
        QVERIFY(std::ranges::all_of(late, &protocol::AudioItem::replayed));
        room().clock.advance(2s);
        QTRY_VERIFY(line().items().size() >= 6);
        QVERIFY(std::ranges::none_of(line().items(), &protocol::AudioItem::replayed));
    }

    void silenceEndsHeldSpeechWhenAnAnswerClosesTheGate()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(1s);
        room().comeBack();
        room().answer();
        line().takeItems();
        room().hearNothing(100ms); // gated
        room().clock.advance(2s);
        QTRY_VERIFY(!line().items().isEmpty());
        QVERIFY(std::ranges::none_of(line().items(), &protocol::AudioItem::replayed));
    }

    void theMicrophoneWaitsForWhatStillSoundsAlsoWhileTheLineIsDown()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        line().goDown();
        QCOMPARE(conversation().caption(), Caption::GatedBySpeech);
        room().hearVoice(1s);
        QCOMPARE(conversation().heldSpeech(), 0ms);
    }

    // ---- notes

    void lateNotesAreOffered_data()
    {
        QTest::addColumn<bool>("send");
        QTest::newRow("and sent") << true;
        QTest::newRow("and discarded") << false;
    }

    void lateNotesAreOffered()
    {
        QFETCH(bool, send);
        QSignalSpy offered(&conversation(), &ConversationController::lateNoteOffered);
        QSignalSpy withdrawn(&conversation(), &ConversationController::lateNoteWithdrawn);
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(2s);
        conversation().setMicrophoneOpen(false);
        conversation().sendText(u"and this"_s);
        room().clock.advance(3min);
        room().comeBack();
        QCOMPARE(offered.size(), 1);
        QVERIFY(offered[0][0].value<Duration>() >= 1900ms);
        QVERIFY(offered[0][1].value<Duration>() >= 3min);
        QVERIFY(line().items().isEmpty());
        QVERIFY(room().transcript()[1].contains(u"s of speech kept"_s));
        QVERIFY(!room().transcript()[1].contains(u"sent"_s));

        if (send)
            conversation().sendLateNote();
        else
            conversation().discardLateNote();
        QCOMPARE(withdrawn.size(), 1);
        QCOMPARE(line().items().isEmpty(), !send);
        QCOMPARE(room().all<protocol::DiscardTurn>().size(), send ? 0 : 1);
        QCOMPARE(room().all<protocol::TextMessage>().size(), 1);
        QCOMPARE(line().held().size(), 0);
        QVERIFY(room().transcript()[1].endsWith(send ? u"kept and sent"_s : u"discarded"_s));
        conversation().sendLateNote(); // the decision is already made
        QCOMPARE(withdrawn.size(), 1);
    }

    void aCutWithdrawsTheNote()
    {
        QSignalSpy withdrawn(&conversation(), &ConversationController::lateNoteWithdrawn);
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(1s);
        conversation().setMicrophoneOpen(false);
        room().clock.advance(3min);
        room().comeBack();
        line().goDown();
        QCOMPARE(withdrawn.size(), 1);
        conversation().discardLateNote();
        QVERIFY(conversation().heldSpeech() > 0ms);
    }

    // ---- texts

    void textsWaitVisiblyAndKeepTheirOrderWithSpeech()
    {
        conversation().setMicrophoneOpen(true);
        line().goDown();
        room().hearVoice(1s);
        conversation().sendText(u"one"_s);
        room().hearVoice(1s);
        conversation().sendText(u"two"_s);
        QCOMPARE(room().transcript(), QStringList({u"you: one?"_s, u"you: two?"_s}));
        QString order;
        for (const FakeLine::Sent &sent : line().held())
            order += std::holds_alternative<protocol::AudioItem>(sent) ? u's' : u't';
        QVERIFY(QRegularExpression(u"^s+ts+t$"_s).match(order).hasMatch());
        const auto texts = room().all<protocol::TextMessage>();
        QVERIFY(!texts[0].id.isEmpty());
        QVERIFY(texts[0].id != texts[1].id);

        line().setAcknowledging(false);
        room().comeBack();
        QCOMPARE(room().transcript().mid(0, 2), QStringList({u"you: one?"_s, u"you: two?"_s}));
        line().say(protocol::FinalUserRequest{.content = u"one"_s, .id = texts[0].id});
        QCOMPARE(room().transcript().mid(0, 2), QStringList({u"you: one"_s, u"you: two?"_s}));
        line().catchUp();
        QCOMPARE(room().transcript().mid(0, 2), QStringList({u"you: one"_s, u"you: two"_s}));
        line().say(protocol::FinalUserRequest{.content = u"two"_s, .id = texts[1].id});
        QCOMPARE(room().transcript().count(u"you: two"_s), 1);
    }

    void aTextComesAfterWhatWasSaidBeforeIt()
    {
        conversation().setMicrophoneOpen(true);
        room().hearNothing(160ms); // an item and a half
        conversation().sendText(u"Hello"_s);
        const auto &sent = line().sent();
        QCOMPARE(line().items().size(), 2);
        const auto *last = std::get_if<protocol::ClientMessage>(&sent.last());
        QVERIFY(last && std::holds_alternative<protocol::TextMessage>(*last));
    }

    void aTextOnALiveLineIsSentAtOnce()
    {
        conversation().sendText(u"Hello"_s);
        QCOMPARE(room().transcript(), QStringList{u"you: Hello"_s});
        QCOMPARE(conversation().caption(), Caption::Thinking);
    }

    // ---- answers

    void anAnswerGoesOnAtItsSample()
    {
        room().answer();
        card().advancePlayback(3000);
        line().goDown();
        QVERIFY(card().isPlaying());
        card().finishPlayback(); // playback ran dry and waits
        QCOMPARE(line().played(), (protocol::Played{1, 9600}));
        QVERIFY(room().all<protocol::TtsStop>().isEmpty());
        room().clock.advance(14s);
        room().comeBack();
        room().novaSpeaks(1, 7000, 4800); // some of it again
        room().finishAnswer(11800);
        card().finishPlayback();
        QCOMPARE(card().played(), DurableRoom::ramp(11800));
        QCOMPARE(line().played(), (protocol::Played{1, 11800}));
        QCOMPARE(room().transcript().filter(u"--"_s),
                 QStringList{u"-- Offline for 14 s · answer resumed"_s});
        QVERIFY(room().details(2).contains(u"Answer continued at 0:00"_s));
    }

    void tellsHowFarItWasHeard()
    {
        room().answer();
        QVERIFY(!line().played());
        card().advancePlayback(1234);
        QTRY_COMPARE(line().played(), (protocol::Played{1, 1234}));
        line().goDown();
        card().advancePlayback(1000);
        room().comeBack();
        QCOMPARE(line().played(), (protocol::Played{1, 2234})); // right away
        QVERIFY(room().all<protocol::TtsStart>().isEmpty());
    }

    void runningDryIsNotTheEnd()
    {
        room().answer();
        room().finishAnswer(19200);
        card().finishPlayback();
        QCOMPARE(room().spoken(1), 5);
        room().novaSpeaks(1, 9600, 9600);
        card().finishPlayback();
        QCOMPARE(room().spoken(1), 10);
    }

    void whatTheUserStopsIsMarkedAlsoWhileTheLineIsDown()
    {
        room().answer();
        room().finishAnswer(9600);
        card().advancePlayback(4800);
        line().goDown();
        conversation().stopSpeaking();
        QCOMPARE(room().transcript().at(1), u"nova: 01234|56789");
        room().comeBack();
        line().say(protocol::FinalAssistantAnswer{
            .content = u"0123"_s, .id = u"a"_s, .unheard = u"456789"_s});
        QCOMPARE(room().transcript().at(1), u"nova: 0123|456789"); // the server's text wins
    }

    void theServerTellsAnAnswerThatWasInterruptedBeforeItWasShown()
    {
        line().say(protocol::FinalUserRequest{.content = u"What time is it?"_s, .id = u"q"_s});
        line().say(protocol::FinalAssistantAnswer{
            .content = {}, .id = u"a"_s, .unheard = u"It is nine."_s});
        QCOMPARE(room().transcript().last(), u"nova: |It is nine.");
        line().say(protocol::PartialAssistantAnswer{u"Another"_s});
        QCOMPARE(room().transcript().last(), u"nova: Another…");
    }

    void theUserStopsItAtASample_data()
    {
        QTest::addColumn<bool>("byButton");
        QTest::newRow("stop") << false;
        QTest::newRow("push to talk") << true;
    }

    void theUserStopsItAtASample()
    {
        QFETCH(bool, byButton);
        room().answer();
        card().advancePlayback(777);
        if (byButton)
            conversation().holdToTalk(true);
        else
            conversation().stopSpeaking();
        QVERIFY(!card().isPlaying());
        const auto interrupts = room().all<protocol::Interrupt>();
        QCOMPARE(interrupts, QList<protocol::Interrupt>({{.utterance = 1, .position = 777}}));
        room().novaSpeaks(1, 9600, 4800); // this speech was already on its way
        QVERIFY(!card().isPlaying());
        line().say(protocol::TtsBegin{.utterance = 2, .message = u"b"_s});
        room().novaSpeaks(2, 0, 4800);
        QVERIFY(card().isPlaying());
    }

    void whatIsOverIsNotInterrupted()
    {
        room().answer();
        room().finishAnswer(9600);
        card().finishPlayback();
        conversation().replayLastAnswer();
        card().advancePlayback(100);
        conversation().stopSpeaking();
        QVERIFY(room().all<protocol::Interrupt>().isEmpty());
        QCOMPARE(line().played(), (protocol::Played{1, 9600})); // the position never goes back
    }

    void theServerStopsIt()
    {
        room().answer();
        card().advancePlayback(500);
        line().say(protocol::StopTts{});
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().played(), (protocol::Played{1, 500}));
        line().say(protocol::TtsInterruption{});
        QVERIFY(room().all<protocol::Interrupt>().isEmpty());
        room().novaSpeaks(2, 0, 100);
        QVERIFY(card().isPlaying());
    }

    // ---- without a loudspeaker

    void anAnswerWithoutALoudspeakerIsRead_data()
    {
        QTest::addColumn<bool>("fromTheBeginning");
        QTest::newRow("from its beginning") << true;
        QTest::newRow("from its middle") << false;
    }

    void anAnswerWithoutALoudspeakerIsRead()
    {
        QFETCH(bool, fromTheBeginning);
        card().setStartsByItself(!fromTheBeginning);
        if (fromTheBeginning)
            card().setStatus(audio::Direction::Output, audio::EndpointStatus::State::Missing);
        room().answer();
        card().advancePlayback(fromTheBeginning ? 0 : 500);
        card().setStatus(audio::Direction::Output, audio::EndpointStatus::State::Missing);
        QCOMPARE(line().played(), (protocol::Played{1, 9600, true}));
        room().novaSpeaks(1, 9600, 4800);
        QCOMPARE(line().played(), (protocol::Played{1, 14400, true}));

        // The server is still writing the answer: that ends here, and all of its text counts as
        // heard.
        conversation().stopSpeaking();
        QCOMPARE(room().all<protocol::Interrupt>(),
                 QList<protocol::Interrupt>({{.utterance = 1, .position = 14400}}));
        QCOMPARE(room().transcript().last(), u"nova: 0123456789…");
    }

    void whatIsReadIsNotUnderWay()
    {
        card().setStartsByItself(false);
        card().setStatus(audio::Direction::Output, audio::EndpointStatus::State::Failed);
        conversation().startConversation();
        line().say(protocol::CallStatusChanged{protocol::CallStatusChanged::Status::Active, {}});
        room().answer();
        room().finishAnswer(9600);
        conversation().endConversation(); // must not wait for the last sample
        QCOMPARE(room().all<protocol::CallRequest>().last().start, false);
    }

    void aLoudspeakerThatComesBackPlaysOnUntilTheUserTypes()
    {
        room().answer();
        card().advancePlayback(500);
        card().setStatus(audio::Direction::Output, audio::EndpointStatus::State::Missing);
        card().setStatus(audio::Direction::Output, audio::EndpointStatus::State::Open,
                         {"usb", u"USB"_s});
        card().advancePlayback(500);
        QVERIFY(card().isPlaying());
        QCOMPARE(line().played(), (protocol::Played{1, 9600, true}));
        conversation().sendText(u"Thanks"_s); // the server counts it as read and stops nothing
        QVERIFY(!card().isPlaying());
    }

    void aLongAnswerWithoutALoudspeakerIsNoViolation()
    {
        card().setStartsByItself(false);
        card().setStatus(audio::Direction::Output, audio::EndpointStatus::State::Missing);
        for (quint64 minute = 0; minute < 7; ++minute)
            room().novaSpeaks(1, minute * 60 * audio::kDeviceRate, 60 * audio::kDeviceRate);
        QVERIFY(line().violations().isEmpty());
        QVERIFY(line().isLive());
    }

    void aNewSessionNumbersItsAnswersAnew()
    {
        room().answer();
        card().advancePlayback(500);
        line().goDown();
        room().comeBack(Origin::Replacement);
        room().novaSpeaks(1, 0, 100);
        card().advancePlayback(9100); // the rest of the old answer
        card().advancePlayback(50);
        QTRY_COMPARE(line().played(), (protocol::Played{1, 50}));
    }
};

HOLDLINE_TEST(TestDurableConversation)

} // namespace holdline::tst_durableconversation

#include "tst_durableconversation.moc"
