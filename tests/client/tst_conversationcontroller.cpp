// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversationcontroller.h"

#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "support/manualclock.h"
#include "support/syntheticvoice.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace holdline;
using namespace holdline::client;
using namespace holdline::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Activity = protocol::Activity::State;
using Caption = ConversationController::Caption;
using Messages = QList<protocol::ClientMessage>;

namespace {

const protocol::ClientMessage kTtsStart = protocol::TtsStart{};
const protocol::ClientMessage kTtsStop = protocol::TtsStop{};

/// A line, a sound card and the conversation between them.
struct Room
{
    FakeLine line;
    FakeSoundCard card;
    ManualClock clock;
    ConversationController conversation{line, card, clock};

    /// Reads "you: …", "nova: …", "-- …", with "…" behind what is partial and "?" behind what
    /// waits.
    QStringList transcript()
    {
        QStringList rows;
        const TranscriptModel &model = conversation.transcript();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex at = model.index(row);
            const auto kind = at.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>();
            const QString who = kind == TranscriptModel::Kind::User ? u"you: "_s
                : kind == TranscriptModel::Kind::Assistant          ? u"nova: "_s
                                                                    : u"-- "_s;
            rows += who + at.data().toString()
                + (at.data(TranscriptModel::PartialRole).toBool() ? u"…"_s : QString())
                + (at.data(TranscriptModel::PendingRole).toBool() ? u"?"_s : QString());
        }
        return rows;
    }
    int spoken(int row) { return get(row, TranscriptModel::SpokenRole); }
    int responseTime(int row) { return get(row, TranscriptModel::ResponseTimeRole); }
    int get(int row, int role) { return conversation.transcript().index(row).data(role).toInt(); }

    void userSays(const QString &text) { line.say(protocol::FinalUserRequest{text}); }
    void novaWrites(const QString &text) { line.say(protocol::PartialAssistantAnswer{text}); }
    void novaFinishes(const QString &text) { line.say(protocol::FinalAssistantAnswer{text}); }
    void novaSpeaks(std::size_t samples = 4800)
    {
        line.say(protocol::TtsChunk{audio::toBytes(audio::Pcm(samples, 7))});
    }
    /// A question and the beginning of an answer that plays.
    void answer(const QString &text = u"It is nine."_s)
    {
        userSays(u"What time is it?"_s);
        novaWrites(text);
        novaSpeaks();
    }
    /// 20 ms of one value; two frames leave after five of them.
    void hear(int blocks, audio::Sample value = 100)
    {
        for (int i = 0; i < blocks; ++i)
            card.hear(audio::Pcm(960, value));
    }
    /// What was sent from the microphone.
    audio::Pcm sent() const
    {
        audio::Pcm all;
        for (const protocol::AudioFrame &frame : line.frames()) {
            const audio::Pcm pcm = audio::fromBytes(frame.pcm);
            all.insert(all.end(), pcm.begin(), pcm.end());
        }
        return all;
    }
};

void hearVoice(FakeSoundCard &card)
{
    const audio::Pcm all = syntheticVoice(400ms);
    for (std::size_t at = 0; at + 960 <= all.size(); at += 960)
        card.hear(audio::Pcm(all.begin() + static_cast<std::ptrdiff_t>(at),
                             all.begin() + static_cast<std::ptrdiff_t>(at + 960)));
}

} // namespace

class TestConversationController : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Room> m_room;
    Room &room() { return *m_room; }
    FakeLine &line() { return m_room->line; }
    FakeSoundCard &card() { return m_room->card; }
    ConversationController &conversation() { return m_room->conversation; }

private Q_SLOTS:
    void init()
    {
        m_room = std::make_unique<Room>();
        line().startSession();
    }

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
        Q_EMIT card().captured(audio::Pcm(4096, 100)); // was on its way
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
        QCOMPARE(conversation().caption(), Caption::Speaking);
        room().hear(5);
        QCOMPARE(line().frames().size(), 2);
        QVERIFY(line().frames()[0].speechPlaying);
    }

    void theServerStopsAnAnswerThatIsTalkedOver()
    {
        conversation().setListeningMode(ListeningMode::Headphones);
        conversation().setMicrophoneOpen(true);
        room().answer();
        hearVoice(card());
        QVERIFY(card().isPlaying()); // until the server says so
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
        hearVoice(card());
        QVERIFY(!card().isPlaying());
        QCOMPARE(line().takeMessages(), Messages{kTtsStart}); // and nothing more that it rejects
    }

    void theLoudspeakerNeverStopsItself()
    {
        conversation().setMicrophoneOpen(true);
        room().answer();
        line().say(protocol::ValidationError{{{u"type"_s, u"unknown type tts_start"_s}}});
        hearVoice(card());
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
        hearVoice(card());
        QVERIFY(!card().isPlaying());
    }

    void talkingStopsWhatIsLeftFromBeforeACut()
    {
        conversation().setListeningMode(ListeningMode::Headphones);
        conversation().setMicrophoneOpen(true);
        room().answer();
        line().goDown();
        hearVoice(card());
        QVERIFY(card().isPlaying()); // nobody hears the user: the answer is worth more
        line().startSession(2, true);
        hearVoice(card());
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
                                   u"nova: It is nine. Good morning."_s};
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

    void anEmptyPartialWithdrawsTheRow()
    {
        conversation().setMicrophoneOpen(true);
        line().say(protocol::PartialUserRequest{u"hm"_s});
        QCOMPARE(conversation().caption(), Caption::Hearing);
        line().say(protocol::PartialUserRequest{{}});
        QVERIFY(room().transcript().isEmpty());
        QCOMPARE(conversation().caption(), Caption::Listening);
    }

    void anInterruptedAnswerIsCutShort_data()
    {
        QTest::addColumn<bool>("complete");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("shown");
        QTest::newRow("while it grew") << false << u"One."_s << u"nova: One."_s;
        QTest::newRow("when all of it had been told") << true << u"One."_s << u"nova: One."_s;
        QTest::newRow("with other spaces") << true << u"One. Two"_s << u"nova: One. Two"_s;
    }

    void anInterruptedAnswerIsCutShort()
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
        QCOMPARE(room().spoken(1), said.size());
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
                 QStringList({u"you: What time is it?"_s, u"nova: One."_s, u"you: And then?"_s,
                              u"nova: Nothing…"_s}));
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
                   u"-- The earlier conversation could not be restored. A new one has begun."_s};
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
        Q_EMIT line().lost(); // another try failed
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

QTEST_GUILESS_MAIN(TestConversationController)
#include "tst_conversationcontroller.moc"
