// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationroom.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_spokenconversation {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Caption = ConversationController::Caption;
using Messages = QList<protocol::ClientMessage>;

namespace {

const protocol::ClientMessage kTtsStart = protocol::TtsStart{};
const protocol::ClientMessage kTtsStop = protocol::TtsStop{};

} // namespace

/// Speech from the microphone to the server, and answers that come back and are played, on a Plain
/// line.
class TestSpokenConversation : public RoomTest<PlainRoom>
{
    Q_OBJECT

private Q_SLOTS:
    void init() { enter(); }

    // ---- the microphone

    void opensAndClosesTheMicrophone()
    {
        QSignalSpy changed(&conversation(), &ConversationController::microphoneOpenChanged);
        conversation().setMicrophoneOpen(true);
        conversation().setMicrophoneOpen(true);
        QVERIFY(card().isMicrophoneWanted());
        QVERIFY(conversation().isMicrophoneOpen());
        conversation().toggleMicrophone();
        QVERIFY(!card().isMicrophoneWanted());
        conversation().toggleMicrophone();
        QVERIFY(conversation().isMicrophoneOpen());
        QCOMPARE(changed.size(), 3);
    }

    void sendsWhatTheMicrophoneHears()
    {
        conversation().setMicrophoneOpen(true);
        room().hear(32);
        QCOMPARE(line().frames().size(), 15);
        QCOMPARE(room().sent(), audio::Pcm(15 * 2048, 100));
    }

    void sendsNothingOnceItIsClosed()
    {
        conversation().setMicrophoneOpen(true);
        conversation().setMicrophoneOpen(false);
        Q_EMIT card().captured(audio::Pcm(4096, 100)); // the block was already on its way
        QVERIFY(line().frames().isEmpty());
        QCOMPARE(conversation().inputLevel(), 0.0F);
    }

    void tellsTheLevelOfEachBlock()
    {
        QSignalSpy level(&conversation(), &ConversationController::inputLevelChanged);
        conversation().setMicrophoneOpen(true);
        card().hear(audio::Pcm(960, 32767));
        QVERIFY(conversation().inputLevel() > 0.9F);
        room().hear(2, 0);
        QCOMPARE(conversation().inputLevel(), 0.0F);
        card().hear(audio::Pcm(960, 32767));
        conversation().setMicrophoneOpen(false);
        QCOMPARE(conversation().inputLevel(), 0.0F);
        QCOMPARE(level.size(), 5);
    }

    void tellsTheLevelAlsoWhileGated()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        card().hear(audio::Pcm(960, 32767));
        QVERIFY(conversation().inputLevel() > 0.9F);
    }

    void silenceFollowsWhenTheMicrophoneCloses()
    {
        conversation().setMicrophoneOpen(true);
        room().hear(5);
        line().takeFrames();
        conversation().setMicrophoneOpen(false);
        room().clock.advance(10s);
        QTRY_COMPARE(line().frames().size(), 16); // 700 ms
        QCOMPARE(room().sent(), audio::Pcm(16 * 2048, 0));
    }

    void silenceGoesOnUntilTheServerHasHeardTheEnd()
    {
        conversation().setMicrophoneOpen(true);
        line().say(protocol::PartialUserRequest{u"what"_s});
        conversation().setMicrophoneOpen(false);
        room().clock.advance(2s);
        QTRY_COMPARE(line().frames().size(), 46); // 2 s
        room().userSays(u"What?"_s);
        room().clock.advance(2s);
        QVERIFY(!QTest::qWaitFor([this] { return line().frames().size() != 46; }, 50));
    }

    void silenceFollowsWhenTheMicrophoneVanishes()
    {
        conversation().setMicrophoneOpen(true);
        card().setStatus(audio::Direction::Input, audio::EndpointStatus::State::Missing);
        QCOMPARE(conversation().caption(), Caption::MicrophoneMissing);
        room().clock.advance(10s);
        QTRY_COMPARE(line().frames().size(), 16);
    }

    void openingAgainEndsTheSilence()
    {
        conversation().setMicrophoneOpen(true);
        conversation().setMicrophoneOpen(false);
        conversation().setMicrophoneOpen(true);
        room().clock.advance(10s);
        QVERIFY(!QTest::qWaitFor([this] { return !line().frames().isEmpty(); }, 50));
    }

    // ---- while an answer plays

    void theLoudspeakerIsNotHeard()
    {
        conversation().setMicrophoneOpen(true);
        room().hear(2, 1);
        room().answer();
        QCOMPARE(conversation().caption(), Caption::GatedBySpeech);
        room().hear(10, 2);
        card().finishPlayback();
        room().clock.advance(199ms);
        room().hear(10, 2); // the room still sounds
        QCOMPARE(conversation().caption(), Caption::GatedBySpeech);
        QVERIFY(line().frames().isEmpty());

        room().clock.advance(1ms);
        room().hear(5, 3);
        QCOMPARE(room().sent(), audio::Pcm(2 * 2048, 3));
        QCOMPARE(conversation().caption(), Caption::Listening);
    }

    void headphonesSendAlways()
    {
        conversation().setListeningMode(ListeningMode::Headphones);
        conversation().setMicrophoneOpen(true);
        room().answer();
        QCOMPARE(conversation().caption(), Caption::Interruptible);
        room().hear(5);
        QCOMPARE(line().frames().size(), 2);
        QVERIFY(line().frames()[0].speechPlaying);
    }

    void theServerStopsAnAnswerThatIsTalkedOver()
    {
        conversation().setListeningMode(ListeningMode::Headphones);
        conversation().setMicrophoneOpen(true);
        room().answer();
        room().hearVoice();
        QVERIFY(card().isPlaying()); // plays until the server stops it
    }

    void withoutBargeInAtTheServerTalkingStopsTheAnswer_data()
    {
        QTest::addColumn<protocol::FieldError>("error");
        QTest::newRow("it names what it does not know")
            << protocol::FieldError{u"type"_s, u"unknown type \"tts_start\""_s};
        QTest::newRow("it says no more than that something is wrong")
            << protocol::FieldError{u"type"_s, u"invalid"_s};
    }

    void withoutBargeInAtTheServerTalkingStopsTheAnswer()
    {
        QFETCH(protocol::FieldError, error);
        QSignalSpy refused(&conversation(), &ConversationController::refused);
        conversation().setListeningMode(ListeningMode::Headphones);
        conversation().setMicrophoneOpen(true);
        room().answer();
        line().say(protocol::ValidationError{{error}});
        QVERIFY(refused.isEmpty());

        for (int i = 0; i < 50; ++i)
            room().hear(1, 0);
        QVERIFY(card().isPlaying());
        room().hearVoice();
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().takeMessages(), Messages{kTtsStart}); // no more rejected messages
    }

    void theLoudspeakerNeverStopsItself()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        line().say(protocol::ValidationError{{{u"type"_s, u"unknown type tts_start"_s}}});
        room().hearVoice();
        QVERIFY(card().isPlaying());
    }

    void talkingStopsAReplayOfWhichNoServerKnows()
    {
        conversation().setListeningMode(ListeningMode::Headphones);
        conversation().setMicrophoneOpen(true);
        room().answer();
        room().novaFinishes(u"It is nine."_s);
        card().finishPlayback();
        conversation().replayLastAnswer();
        QVERIFY(card().isPlaying());
        room().hearVoice();
        QVERIFY(!card().isPlaying());
    }

    void talkingStopsWhatIsLeftFromBeforeACut()
    {
        conversation().setListeningMode(ListeningMode::Headphones);
        conversation().setMicrophoneOpen(true);
        room().answer();
        line().goDown();
        room().hearVoice();
        QVERIFY(card().isPlaying()); // no server hears the user, so the answer is worth more
        line().startSession(2, true);
        room().hearVoice();
        QVERIFY(!card().isPlaying());
    }

    // ---- push to talk

    void isOpenWhileHeld_data()
    {
        QTest::addColumn<bool>("wasOpen");
        QTest::newRow("closed before and afterwards") << false;
        QTest::newRow("open before and afterwards") << true;
    }

    void isOpenWhileHeld()
    {
        QFETCH(bool, wasOpen);
        conversation().setMicrophoneOpen(wasOpen);
        conversation().holdToTalk(true);
        conversation().holdToTalk(true); // the key repeats
        QVERIFY(conversation().isMicrophoneOpen());
        room().hear(5);
        QCOMPARE(line().frames().size(), 2);
        conversation().holdToTalk(false);
        QCOMPARE(conversation().isMicrophoneOpen(), wasOpen);
        QCOMPARE(card().isMicrophoneWanted(), wasOpen);
    }

    void silenceFollowsOnRelease()
    {
        conversation().holdToTalk(true);
        room().hear(5);
        line().takeFrames();
        conversation().holdToTalk(false);
        QVERIFY(!card().isMicrophoneWanted());
        room().clock.advance(10s);
        QTRY_COMPARE(line().frames().size(), 16);
    }

    void pressingStopsTheAnswer_data()
    {
        QTest::addColumn<ListeningMode>("mode");
        QTest::newRow("loudspeaker") << ListeningMode::Loudspeaker;
        QTest::newRow("headphones") << ListeningMode::Headphones;
    }

    void pressingStopsTheAnswer()
    {
        QFETCH(ListeningMode, mode);
        conversation().setListeningMode(mode);
        room().answer();
        line().takeMessages();
        conversation().holdToTalk(true);
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().messages(), Messages{kTtsStop});
        room().novaSpeaks(); // the rest of it, still on its way
        QVERIFY(!card().isPlaying());
        room().clock.advance(200ms);
        room().hear(5);
        QCOMPARE(line().frames().size(), 2);
    }

    // ---- answers

    void tellsTheServerWhatSounds()
    {
        room().answer();
        QCOMPARE(line().takeMessages(), Messages{kTtsStart});
        room().novaSpeaks();
        QVERIFY(line().messages().isEmpty());
        card().finishPlayback();
        QCOMPARE(line().takeMessages(), Messages{kTtsStop});
    }

    void isSilentAfterStopTtsUntilTtsInterruption()
    {
        room().answer();
        line().takeMessages();
        line().say(protocol::StopTts{});
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().takeMessages(), Messages{kTtsStop});
        room().novaSpeaks();
        QVERIFY(!card().isPlaying());
        line().say(protocol::TtsInterruption{});
        room().answer(u"Something else."_s);
        QVERIFY(card().isPlaying());
    }

    void answersStopTtsAlsoInSilence()
    {
        line().say(protocol::StopTts{});
        QCOMPARE(line().messages(), Messages{kTtsStop});
    }

    void stopSpeakingKeepsTheAnswerInTheTranscript()
    {
        room().answer();
        conversation().stopSpeaking();
        QVERIFY(!card().isPlaying());
        room().novaWrites(u"It is nine. Good morning."_s);
        room().novaSpeaks();
        room().novaFinishes(u"It is nine. Good morning."_s);
        QVERIFY(!card().isPlaying());
        const QStringList expected{u"you: What time is it?"_s,
                                   u"nova: |It is nine. Good morning."_s};
        QCOMPARE(room().transcript(), expected);
        room().answer();
        QVERIFY(card().isPlaying());
    }

    void marksWhatWasSpoken()
    {
        room().answer(u"0123456789"_s);
        card().advancePlayback(2400);
        QTRY_COMPARE(room().spoken(1), 5);
        room().novaFinishes(u"0123456789"_s);
        card().finishPlayback();
        QCOMPARE(room().spoken(1), 10);
    }

    void marksNothingInAnEarlierAnswer()
    {
        room().answer(u"0123456789"_s);
        room().novaFinishes(u"0123456789"_s);
        card().finishPlayback();
        room().userSays(u"And now?"_s);
        room().novaSpeaks(); // before its text
        card().advancePlayback(480);
        conversation().stopSpeaking();
        QCOMPARE(room().spoken(1), 10);
    }

    void tellsTheResponseTime()
    {
        QSignalSpy answered(&conversation(), &ConversationController::answerStarted);
        card().setStartsByItself(false);
        room().userSays(u"What time is it?"_s);
        room().clock.advance(300ms);
        room().novaWrites(u"It is nine."_s);
        room().novaSpeaks();
        room().clock.advance(40ms);
        card().startPlayback();
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].value<Duration>(), 340ms);
        QCOMPARE(room().responseTime(1), 340);

        card().finishPlayback();
        room().novaSpeaks(); // it ran dry in between
        room().clock.advance(1s);
        card().startPlayback();
        QCOMPARE(answered.size(), 1);
    }

    void theResponseTimeCountsFromTheLastSpokenWord()
    {
        QSignalSpy answered(&conversation(), &ConversationController::answerStarted);
        card().setStartsByItself(false);
        conversation().setMicrophoneOpen(true);
        card().hear(audio::Pcm(960, 8000));
        for (int i = 0; i < 30; ++i) { // 600 ms of a quiet room
            room().clock.advance(20ms);
            card().hear(audio::Pcm(960, 20));
        }
        room().userSays(u"What time is it?"_s);
        room().novaWrites(u"It is nine."_s);
        room().novaSpeaks();
        room().clock.advance(40ms);
        card().startPlayback();
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].value<Duration>(), 640ms);
    }

    void aTypedQuestionIsAnsweredFromItsSending()
    {
        QSignalSpy answered(&conversation(), &ConversationController::answerStarted);
        conversation().sendText(u"What time is it?"_s);
        room().clock.advance(100ms);
        room().userSays(u"What time is it?"_s); // the server repeats it
        room().clock.advance(100ms);
        room().novaWrites(u"It is nine."_s);
        room().novaSpeaks();
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered[0][0].value<Duration>(), 200ms);
    }

    void aReminderAndAReplayHaveNoResponseTime()
    {
        QSignalSpy answered(&conversation(), &ConversationController::answerStarted);
        room().novaWrites(u"Tea is ready."_s);
        room().novaSpeaks();
        room().novaFinishes(u"Tea is ready."_s);
        card().finishPlayback();
        conversation().replayLastAnswer();
        card().finishPlayback();
        QVERIFY(answered.isEmpty());
        QCOMPARE(room().responseTime(0), -1);
        QCOMPARE(room().transcript(), QStringList{u"nova: Tea is ready."_s});
        QCOMPARE(card().played().size(), 2 * 4800U);
    }
};

HOLDLINE_TEST(TestSpokenConversation)

} // namespace holdline::tst_spokenconversation

#include "tst_spokenconversation.moc"
