// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "server/voice/voicepipeline.h"
#include "speech/recognizerpool.h"
#include "speech/synthesizerpool.h"
#include "support/fakeoutlet.h"
#include "support/manualclock.h"
#include "support/scriptedrecognizer.h"
#include "support/scriptedresponder.h"
#include "support/scriptedsynthesizer.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_outlet {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using speech::Role;

namespace {

// 20 ms of speech for each character.
constexpr std::size_t kCharacter = 960;

/// A session whose pipeline has no client.
struct Conversation
{
    using Playback = VoicePipeline::Playback;

    Conversation()
    {
        voice->sampleRate = audio::kDeviceRate; // nothing is resampled, so that every sample counts
    }

    void begin(Playback playback = Playback::Durable)
    {
        pipeline = std::make_unique<VoicePipeline>(
            session, VoiceServices{recognizers, voices, responder, clock},
            VoicePipeline::Options{
                .pause = 500ms, .playback = playback, .microphoneRate = audio::kSpeechRate},
            outlet);
    }
    void type(const QString &text) { pipeline->handle(protocol::TextMessage{text, u"c1"_s}); }
    void speak() { pipeline->hear(humming(audio::kSpeechRate, 1s)); }
    void beSilent() { pipeline->hear(silence(audio::kSpeechRate, 1s)); }

    std::shared_ptr<RecognizerScript> ears = std::make_shared<RecognizerScript>();
    std::shared_ptr<SynthesizerScript> voice = std::make_shared<SynthesizerScript>();
    ManualClock clock;
    ScriptedResponder responder;
    Session session{.id = SessionId::generate(), .context = ContextWindow(100)};
    FakeOutlet outlet{session};
    speech::RecognizerPool recognizers{scriptedRecognizer(ears), 1, clock};
    speech::SynthesizerPool voices{scriptedSynthesizer(voice), 1, protocol::kSampleRate};
    std::unique_ptr<VoicePipeline> pipeline;
};

speech::Memory reminding(WallTime due)
{
    return {.facts = {}, .reminders = {{u"Tea is ready."_s, due}}};
}

StoredAnswer storedAnswer(const QString &text, bool textComplete = false, bool ended = false)
{
    return {.utterance = 3,
            .messageId = u"a3"_s,
            .text = text,
            .textComplete = textComplete,
            .ended = ended};
}

std::vector<StoredSentence> storedSentences(const QStringList &texts)
{
    std::vector<StoredSentence> sentences;
    quint64 position = 0;
    for (const QString &text : texts) {
        const auto samples = kCharacter * static_cast<std::size_t>(text.size());
        sentences.push_back({.utterance = 3,
                             .character = 0,
                             .text = text,
                             .position = position,
                             .samples = samples,
                             .pcm = audio::toBytes(audio::Pcm(samples))});
        position += samples;
    }
    return sentences;
}

} // namespace

/// What a pipeline decides and in which order, above all for Durable sessions.
class TestOutlet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_talk = std::make_unique<Conversation>(); }
    void cleanup() { m_talk.reset(); }

    // ---- order

    void aTurnIsToldInOrder()
    {
        m_talk->begin();
        m_talk->type(u" hello "_s);
        m_talk->responder.lastAnswer()->add(u"One two. Three"_s);
        m_talk->responder.lastAnswer()->finish();
        QTRY_COMPARE(m_talk->outlet.story,
                     (QStringList{u"typed c1: hello"_s, u"begins"_s, u"written: One two. Three"_s,
                                  u"sounds: One two."_s, u"sounds: Three"_s,
                                  u"complete: One two. Three"_s}));
        QCOMPARE(m_talk->outlet.partialAnswer, u"One two. Three"_s);
        QVERIFY(m_talk->outlet.unended.empty());
        QCOMPARE(m_talk->outlet.sentences[0].character, 0);
        QCOMPARE(m_talk->outlet.sentences[0].samples, 8 * kCharacter);
        QCOMPARE(m_talk->outlet.sentences[1].character, 9);
        QCOMPARE(m_talk->outlet.sentences[1].samples, 5 * kCharacter);
    }

    void theQuestionIsNoContextOfItself()
    {
        m_talk->begin();
        m_talk->type(u"first"_s);
        m_talk->type(u"first"_s);
        QCOMPARE(m_talk->responder.prompts().size(), 2);
        QVERIFY(m_talk->responder.prompts().first().context.isEmpty());
        QCOMPARE(m_talk->responder.prompts().last().context.size(), 1);
    }

    void memoryComesWithTheCompleteText()
    {
        m_talk->begin();
        m_talk->type(u"my locker is 42"_s);
        m_talk->responder.lastAnswer()->add(u"Done."_s);
        QVERIFY(m_talk->session.memory.facts.isEmpty());
        m_talk->voice->speaking.close();
        speech::MemoryChange change;
        change.remember.insert(u"locker"_s, u"42"_s);
        m_talk->responder.lastAnswer()->finish(change);
        QCOMPARE(m_talk->outlet.story.last(), u"written: Done."_s);
        QCOMPARE(m_talk->session.memory.facts.value(u"locker"_s), u"42"_s);
        m_talk->voice->speaking.open();
    }

    void aSentenceThatCannotBeSpokenEndsWithoutSpeech()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"stays unspoken"_s));
        m_talk->voice->unspeakable = u"Two"_s;
        m_talk->begin();
        m_talk->type(u"count"_s);
        m_talk->responder.lastAnswer()->add(u"One. Two. Three."_s);
        m_talk->responder.lastAnswer()->finish();
        QTRY_VERIFY(m_talk->outlet.isComplete());
        QCOMPARE(m_talk->outlet.sentences.size(), std::size_t(3));
        QCOMPARE(m_talk->outlet.sentences[1].samples, std::size_t(0));
    }

    void speechIsMadeOnlyWhileThereIsRoom()
    {
        m_talk->begin();
        m_talk->outlet.room = false;
        m_talk->type(u"count"_s);
        m_talk->responder.lastAnswer()->add(u"One. Two."_s);
        QVERIFY(m_talk->voice->spoken().isEmpty());
        m_talk->outlet.room = true;
        m_talk->pipeline->setPlayed(0);
        QTRY_COMPARE(m_talk->voice->spoken(), QStringList{u"One."_s});
    }

    void wordsThatCameToNothingEndTheTurn()
    {
        m_talk->begin();
        m_talk->speak();
        m_talk->beSilent();
        QVERIFY(m_talk->pipeline->isBusy());
        QTRY_COMPARE(m_talk->outlet.story, QStringList{u"spoken: "_s});
        QVERIFY(!m_talk->pipeline->isBusy());
        QCOMPARE(m_talk->responder.prompts().size(), 0);
    }

    void theEndOfATurnTellsWhichSoundIsStillNeeded()
    {
        m_talk->begin();
        m_talk->pipeline->hear(humming(audio::kSpeechRate, 1s), 7);
        QVERIFY(m_talk->pipeline->neededFrom() <= 7);
        m_talk->pipeline->hear(silence(audio::kSpeechRate, 1s), 8);
        QTRY_COMPARE(m_talk->outlet.story, QStringList{u"spoken: "_s});
        QVERIFY(m_talk->outlet.neededFrom > 7);
        QCOMPARE(m_talk->outlet.neededFrom, m_talk->pipeline->neededFrom());
    }

    void isBusyUntilTheAnswerIsMade()
    {
        m_talk->begin();
        QVERIFY(!m_talk->pipeline->isBusy());
        m_talk->type(u"hello"_s);
        QVERIFY(m_talk->pipeline->isBusy());
        m_talk->responder.lastAnswer()->add(u"Hello."_s);
        m_talk->responder.lastAnswer()->finish();
        QTRY_VERIFY(m_talk->outlet.isComplete());
        QVERIFY(!m_talk->pipeline->isBusy());
    }

    // ---- what the user has heard

    void anAnswerIsCutAtTheSampleTheClientReports_data()
    {
        QTest::addColumn<qulonglong>("played");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing yet") << 0ULL << QString();
        QTest::newRow("a word") << 4ULL * kCharacter << u"One"_s;
        QTest::newRow("nearly the second word") << 7ULL * kCharacter + 959 << u"One"_s;
        QTest::newRow("a sentence") << 8ULL * kCharacter << u"One two."_s;
        QTest::newRow("all but a word") << 20ULL * kCharacter << u"One two. Three four"_s;
    }

    void anAnswerIsCutAtTheSampleTheClientReports()
    {
        QFETCH(qulonglong, played);
        QFETCH(QString, said);
        answer(u"One two. Three four five."_s);
        m_talk->clock.advance(10s);
        m_talk->pipeline->setPlayed(played);
        m_talk->outlet.story.clear();
        m_talk->type(u"never mind"_s);
        QCOMPARE(m_talk->outlet.story.value(0), u"interrupted: "_s + said);
        QCOMPARE(said + m_talk->outlet.unheard, u"One two. Three four five.");
        const auto context = m_talk->responder.prompts().last().context;
        QCOMPARE(context.last().role, said.isEmpty() ? Role::User : Role::Assistant);
        if (!said.isEmpty())
            QCOMPARE(context.last().text, said);
    }

    void theUnheardRestIsTheTextAsItWasWritten()
    {
        answer(u"One  two.\n\nThree four\nfive."_s);
        m_talk->pipeline->setPlayed(15 * kCharacter);
        m_talk->type(u"never mind"_s);
        QCOMPARE(m_talk->outlet.story.at(m_talk->outlet.story.size() - 3),
                 u"interrupted: One  two.\n\nThree"_s);
        QCOMPARE(m_talk->outlet.unheard, u" four\nfive.");
    }

    void whatIsReadWithoutALoudspeakerCountsAsHeard()
    {
        m_talk->begin();
        m_talk->type(u"count"_s);
        m_talk->responder.lastAnswer()->add(u"One two. Three four five. Six"_s);
        QTRY_COMPARE(m_talk->outlet.sentences.size(), 2U);
        m_talk->pipeline->setPlayed(8 * kCharacter, true);
        m_talk->type(u"never mind"_s);
        QVERIFY(m_talk->outlet.story.contains(u"interrupted: One two. Three four five. Six"_s));
        QCOMPARE(m_talk->outlet.unheard, QString());
        QCOMPARE(m_talk->responder.prompts().last().context.last().text,
                 u"One two. Three four five. Six");
    }

    void theUserCanStopAnAnswer()
    {
        answer(u"One two. Three four five."_s);
        m_talk->pipeline->setPlayed(20 * kCharacter);
        m_talk->pipeline->handle(protocol::Interrupt{.utterance = 1, .position = 9 * kCharacter});
        QCOMPARE(m_talk->outlet.story.last(), u"interrupted: One two."_s);
        QCOMPARE(m_talk->outlet.activity, protocol::Activity::State::Idle);
    }

    void anAnswerStoppedBeforeItBeganIsGivenUp()
    {
        m_talk->begin();
        m_talk->type(u"hello"_s);
        m_talk->pipeline->handle(protocol::Interrupt{.utterance = 1, .position = 0});
        QCOMPARE(m_talk->outlet.story.last(), u"given up: "_s);
        QVERIFY(!m_talk->responder.lastAnswer());
    }

    void whatWasHeardToItsEndIsNotInterrupted()
    {
        answer(u"One two."_s);
        m_talk->pipeline->setPlayed(8 * kCharacter - 1000);
        QCOMPARE(m_talk->outlet.activity, protocol::Activity::State::Speaking);
        m_talk->pipeline->setPlayed(8 * kCharacter);
        QCOMPARE(m_talk->outlet.activity, protocol::Activity::State::Idle);
        m_talk->type(u"next"_s);
        QVERIFY(!m_talk->outlet.story.join(u' ').contains(u"interrupted"));
    }

    void speechStopsAnAnswer()
    {
        m_talk->ears->hearInTurn({u"stop"_s});
        answer(u"One two."_s);
        m_talk->pipeline->setPlayed(4 * kCharacter);
        m_talk->speak();
        QCOMPARE(m_talk->outlet.story.last(), u"interrupted: One"_s);
        m_talk->beSilent();
        QTRY_VERIFY(m_talk->outlet.story.contains(u"spoken: stop"_s));
    }

    void anAnswerWithoutAnySoundIsOver()
    {
        m_talk->begin();
        m_talk->type(u"hush"_s);
        m_talk->responder.lastAnswer()->finish();
        QCOMPARE(m_talk->outlet.story.last(), u"complete: "_s);
        m_talk->session.memory =
            reminding(m_talk->clock.wallTime()); // is spoken when nothing else is under way
        QTRY_VERIFY(m_talk->outlet.story.contains(u"complete: Tea is ready."_s));
    }

    // ---- giving up

    void aNewConversationGivesUpWhatIsUnderWay()
    {
        answer(u"One two."_s);
        m_talk->outlet.story.clear();
        m_talk->pipeline->handle(protocol::NewConversation{});
        QCOMPARE(m_talk->outlet.story, (QStringList{u"interrupted: "_s, u"cleared"_s}));
        m_talk->outlet.story.clear();
        m_talk->speak();
        m_talk->pipeline->handle(protocol::NewConversation{});
        QCOMPARE(m_talk->outlet.story, (QStringList{u"spoken: "_s, u"cleared"_s}));
        QVERIFY(!m_talk->pipeline->isBusy());
    }

    void theEndOfACallGivesUpWhatIsUnderWay()
    {
        answer(u"One two."_s);
        m_talk->outlet.story.clear();
        m_talk->pipeline->handle(protocol::CallRequest{.start = true});
        QVERIFY(m_talk->outlet.story.isEmpty());
        m_talk->pipeline->handle(protocol::CallRequest{.start = false});
        QCOMPARE(m_talk->outlet.story, QStringList{u"interrupted: "_s});
    }

    void hangingUpKeepsWhatWasAnswered()
    {
        m_talk->begin(Conversation::Playback::Plain);
        m_talk->type(u"question"_s);
        m_talk->responder.lastAnswer()->add(u"Half of it. "_s);
        m_talk->pipeline->hangUp();
        QCOMPARE(m_talk->outlet.story.last(), u"complete: Half of it."_s);
        QVERIFY(!m_talk->responder.lastAnswer());
    }

    // ---- reminders

    void aReminderIsForgottenTogetherWithItsText()
    {
        m_talk->session.memory = reminding(m_talk->clock.wallTime());
        m_talk->voice->speaking.close();
        m_talk->begin();
        QTRY_VERIFY(m_talk->outlet.story.contains(u"written: Tea is ready."_s));
        QVERIFY(m_talk->session.memory.reminders.isEmpty());
        m_talk->voice->speaking.open();
        QTRY_VERIFY(m_talk->outlet.isComplete());
        QCOMPARE(m_talk->outlet.story.count(u"begins"_s), 1);
    }

    void aPlainClientThatIsGoneTooEarlyIsRemindedAgain()
    {
        m_talk->session.memory = reminding(m_talk->clock.wallTime());
        m_talk->voice->speaking.close();
        m_talk->begin(Conversation::Playback::Plain);
        QTRY_VERIFY(m_talk->outlet.story.contains(u"written: Tea is ready."_s));
        m_talk->pipeline->hangUp();
        QCOMPARE(m_talk->session.memory.reminders.size(), 1);
        m_talk->voice->speaking.open();
    }

    // ---- after a restart

    void theResponderGoesOnBehindWhatWasWritten()
    {
        m_talk->session.context.append({Role::User, u"count"_s, {}});
        m_talk->begin();
        m_talk->pipeline->continueAnswer(storedAnswer(u"One. Two. Th"_s),
                                         storedSentences({u"One."_s}));
        const speech::Prompt prompt = m_talk->responder.prompts().last();
        QCOMPARE(prompt.text, u"count"_s);
        QCOMPARE(prompt.prefix, u"One. Two. Th"_s);
        QVERIFY(prompt.context.isEmpty());
        m_talk->responder.lastAnswer()->add(u"ree. Four."_s);
        m_talk->responder.lastAnswer()->finish();
        QTRY_COMPARE(m_talk->outlet.story,
                     (QStringList{u"written: One. Two. Three. Four."_s, u"sounds: Two."_s,
                                  u"sounds: Three."_s, u"sounds: Four."_s,
                                  u"complete: One. Two. Three. Four."_s}));
        QCOMPARE(m_talk->outlet.sentences.back().character, 17);
        QCOMPARE(m_talk->voice->spoken().first(), u"Two."_s);
    }

    void aWrittenAnswerIsOnlySpokenToItsEnd()
    {
        m_talk->begin();
        m_talk->pipeline->continueAnswer(storedAnswer(u"One. Two."_s, true),
                                         storedSentences({u"One."_s}));
        QTRY_COMPARE(
            m_talk->outlet.story,
            (QStringList{u"written: One. Two."_s, u"sounds: Two."_s, u"complete: One. Two."_s}));
        QCOMPARE(m_talk->responder.prompts().size(), 0);
    }

    void anAnswerThatIsAllMadeIsCompletedOnly()
    {
        m_talk->begin();
        m_talk->pipeline->continueAnswer(storedAnswer(u"One. Two."_s, true),
                                         storedSentences({u"One."_s, u"Two."_s}));
        QTRY_VERIFY(m_talk->outlet.isComplete());
        QCOMPARE(m_talk->outlet.story,
                 (QStringList{u"written: One. Two."_s, u"complete: One. Two."_s}));
        QVERIFY(m_talk->voice->spoken().isEmpty());
    }

    void anEndedAnswerCanStillBeInterrupted()
    {
        m_talk->session.context.append({Role::User, u"count"_s, {}});
        m_talk->session.context.append({Role::Assistant, u"One. Two."_s, {}});
        m_talk->begin();
        m_talk->pipeline->continueAnswer(storedAnswer(u"One. Two."_s, true, true),
                                         storedSentences({u"One."_s, u"Two."_s}));
        QVERIFY(m_talk->outlet.story.isEmpty());
        QVERIFY(!m_talk->pipeline->isBusy());
        QCOMPARE(m_talk->outlet.activity, protocol::Activity::State::Speaking);
        m_talk->pipeline->setPlayed(4 * kCharacter);
        m_talk->type(u"thanks"_s);
        QCOMPARE(m_talk->outlet.story.value(0), u"interrupted: One."_s);
    }

    void aMessageWithoutAnAnswerGetsOne()
    {
        m_talk->session.context.append({Role::User, u"before"_s, {}});
        m_talk->session.context.append({Role::User, u"hello"_s, {}});
        m_talk->begin();
        m_talk->pipeline->answerNewest(u"hello"_s);
        QCOMPARE(m_talk->outlet.story, QStringList{u"begins"_s});
        QCOMPARE(m_talk->responder.prompts().last().text, u"hello"_s);
        QCOMPARE(m_talk->responder.prompts().last().context.size(), 1);
        QCOMPARE(m_talk->responder.prompts().last().prefix, QString());
    }

    // ---- without a client

    void aTurnStaysOpenWhileNobodyIsThere()
    {
        m_talk->ears->hearInTurn({u"what time is it"_s});
        m_talk->begin();
        m_talk->pipeline->setListenerAttached(false);
        m_talk->speak();
        Conversation slow;
        slow.begin();
        slow.speak();
        Conversation plain;
        plain.ears->hearInTurn({u"what"_s});
        plain.begin(Conversation::Playback::Plain);
        plain.speak();
        QTRY_COMPARE(plain.outlet.story.value(0), u"spoken: what"_s); // the microphone is closed
        QVERIFY(slow.outlet.story.isEmpty());
        QVERIFY(m_talk->outlet.story.isEmpty());
        m_talk->pipeline->setListenerAttached(true);
        m_talk->speak();
        m_talk->beSilent();
        QTRY_COMPARE(m_talk->outlet.story.value(0), u"spoken: what time is it"_s);
    }

private:
    void answer(const QString &text)
    {
        m_talk->begin();
        m_talk->type(u"question"_s);
        m_talk->responder.lastAnswer()->add(text);
        m_talk->responder.lastAnswer()->finish();
        QTRY_VERIFY(m_talk->outlet.isComplete());
    }

    std::unique_ptr<Conversation> m_talk;
};

HOLDLINE_TEST(TestOutlet)

} // namespace holdline::tst_outlet

#include "tst_outlet.moc"
