// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/signals.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

namespace holdline::tst_voicepipeline {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const speech::Message *lastMessage(const QList<speech::Message> &context)
{
    return context.isEmpty() ? nullptr : &context.last();
}

} // namespace

class TestVoicePipeline : public QObject
{
    Q_OBJECT

private:
    /// Lets the client hear `answer` until `played`, and then types over it.
    static void typeOver(TestServer &server, WireClient &client, const QString &answer,
                         Duration played)
    {
        client.type(u"question"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->add(answer);
        QTRY_VERIFY(client.heardOf(u"tts_chunk"_s));
        QTRY_COMPARE(server.voice->spoken().size(), 2);
        client.send(protocol::TtsStart{});
        client.send(protocol::SetSpeed{1}); // handled after tts_start
        client.socket().ping();
        QSignalSpy pong(&client.socket(), &QWebSocket::pong);
        QVERIFY(pong.wait());
        server.clock.advance(played);
        client.startNewStory();
        client.type(u"never mind"_s);
        QTRY_VERIFY(client.heardOf(u"final_user_request"_s));
    }

private Q_SLOTS:
    // ---- turns

    void aTypedTurnIsToldInOrder()
    {
        TestServer server;
        WireClient client(server.url());
        client.connect(&client.socket(), &QWebSocket::connected, &client,
                       [&] { client.type(u" hello "_s); });
        const QStringList story{u"session_id"_s,
                                u"configured"_s,
                                u"final_user_request"_s,
                                u"thinking"_s,
                                u"partial_assistant_answer"_s,
                                u"speaking"_s,
                                u"tts_chunk"_s,
                                u"final_assistant_answer"_s};
        QTRY_COMPARE(client.story(), story);
        QCOMPARE(client.lastContent<protocol::FinalUserRequest>(), u"hello"_s);
        QCOMPARE(client.lastContent<protocol::FinalAssistantAnswer>(), u"You said: hello."_s);
    }

    void aSpokenTurnIsToldInOrder()
    {
        TestServer server;
        server.ears->hearInTurn({u"what time is it"_s});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        QTRY_VERIFY(server.recognizers.size() > 0);
        client.startNewStory();
        client.beSilent(200ms);
        client.speak(1s);
        client.beSilent(1s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        QStringList messages;
        QStringList activities;
        for (const QString &entry : client.story()) {
            QStringList &list = entry.contains(u'_') ? messages : activities;
            if (!list.contains(entry))
                list.append(entry);
        }
        QCOMPARE(messages,
                 (QStringList{u"partial_user_request"_s, u"final_user_request"_s,
                              u"partial_assistant_answer"_s, u"tts_chunk"_s,
                              u"final_assistant_answer"_s}));
        activities.removeAll(u"waiting"_s); // only until the recogniser has begun to work
        QCOMPARE(activities, (QStringList{u"listening"_s, u"thinking"_s, u"speaking"_s}));
        QCOMPARE(client.lastContent<protocol::FinalUserRequest>(), u"what time is it"_s);
    }

    void theAnswerSoundsAtTheRateOfTheWire()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"hello"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        qsizetype bytes = 0;
        for (const protocol::TtsChunk &chunk : client.all<protocol::TtsChunk>()) {
            QVERIFY(chunk.pcm.size() <= 200 * 48 * 2);
            bytes += chunk.pcm.size();
        }
        const auto length = audio::durationOf(static_cast<std::size_t>(bytes) / 2, 48000);
        const auto expected = server.voice->perCharacter * u"You said: hello."_s.size();
        QVERIFY(std::chrono::abs(length - expected) < 20ms);
    }

    void aLongAnswerKeepsAnotherUserWaitingForOnePieceOfIt()
    {
        TestServer server({.script = [](const speech::Prompt &prompt) {
            return ScriptedReply{
                .pieces = {u"Said "_s + prompt.text + u". "_s
                           + u"So it goes on. "_s.repeated(prompt.text == u"much"_s ? 30 : 0)}};
        }});
        server.voice->speaking.close();
        WireClient talkative(server.url());
        WireClient brief(server.url());
        QTRY_VERIFY(talkative.hasSession() && brief.hasSession());
        talkative.type(u"much"_s);
        QTRY_COMPARE(server.voice->spoken(), QStringList{u"Said much."_s});
        brief.type(u"little"_s);
        QTRY_VERIFY(brief.heardOf(u"partial_assistant_answer"_s));
        server.voice->speaking.open();
        QTRY_VERIFY(talkative.heardOf(u"final_assistant_answer"_s));
        QCOMPARE(server.voice->spoken().at(1), u"Said little."_s);
    }

    void theFirstSentenceSoundsWhileTheRestIsBeingWritten()
    {
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"tell me"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->add(u"First this. And th"_s);
        QTRY_VERIFY(client.heardOf(u"tts_chunk"_s));
        QVERIFY(!client.heardOf(u"final_assistant_answer"_s));
        server.responder.lastAnswer()->add(u"en that"_s);
        server.responder.lastAnswer()->finish();
        QTRY_COMPARE(client.lastContent<protocol::FinalAssistantAnswer>(),
                     u"First this. And then that"_s);
        QCOMPARE(server.voice->spoken(), (QStringList{u"First this."_s, u"And then that"_s}));
        const auto partials = client.all<protocol::PartialAssistantAnswer>();
        QCOMPARE(partials.size(), 2);
        QCOMPARE(partials.first().content, u"First this. And th"_s);
    }

    void speechIsMadeNoFasterThanTheClientTakesIt()
    {
        constexpr int kSentences = 28; // of 2 s each, 7 MB on the wire, and less than a minute
        TestServer server({.script = {}});
        server.voice->perCharacter = 400ms;
        WireClient client(server.url());
        WireClient other(server.url());
        QTRY_VERIFY(client.hasSession() && other.hasSession());
        auto *socket = client.socket().findChild<QTcpSocket *>();
        socket->setReadBufferSize(1024);
        socket->blockSignals(true);
        client.type(u"tell me everything"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->add(u"Word. "_s.repeated(kSentences));
        server.responder.lastAnswer()->finish();
        QTRY_VERIFY(server.voice->spoken().size() > 2);
        other.type(u"me too"_s);
        QTRY_VERIFY(server.responder.lastAnswer() && server.responder.prompts().size() == 2);
        server.responder.lastAnswer()->add(u"Yes. "_s.repeated(kSentences));
        QTRY_COMPARE(server.voice->spoken().count(u"Yes."_s), kSentences);
        QVERIFY(server.voice->spoken().count(u"Word."_s) < kSentences * 3 / 4);

        socket->blockSignals(false);
        socket->setReadBufferSize(0);
        Q_EMIT socket->readyRead();
        QTRY_VERIFY_WITH_TIMEOUT(client.heardOf(u"final_assistant_answer"_s), 20000);
        QCOMPARE(server.voice->spoken().count(u"Word."_s), kSentences);
    }

    void anAnswerThatFailsSaysWhy()
    {
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"tell me"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.responder.lastAnswer()->fail(u"I cannot think."_s);
        QTRY_COMPARE(client.lastContent<protocol::FinalAssistantAnswer>(), u"I cannot think."_s);
        QCOMPARE(server.voice->spoken(), QStringList{u"I cannot think."_s});
    }

    void aSentenceThatCannotBeSpokenIsStillWritten()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"stays unspoken"_s));
        TestServer server;
        server.voice->unspeakable = u"thing"_s;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"thing"_s);
        QTRY_COMPARE(client.lastContent<protocol::FinalAssistantAnswer>(), u"You said: thing."_s);
        QVERIFY(!client.heardOf(u"tts_chunk"_s));
    }

    void speechWithoutWordsIsTakenBack()
    {
        TestServer server;
        server.ears->words = [](int, audio::PcmView heard) {
            return heard.size() < 16000 ? u"hm"_s : QString();
        };
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.speak(2s);
        client.beSilent(1s);
        QTRY_VERIFY(client.heardOf(u"partial_user_request"_s));
        QTRY_COMPARE(client.story().last(), u"idle"_s);
        QCOMPARE(client.all<protocol::PartialUserRequest>().last().content, QString());
        QVERIFY(!client.heardOf(u"final_user_request"_s));
        QCOMPARE(server.responder.prompts().size(), 0);
    }

    void aMicrophoneThatClosesEndsTheTurn()
    {
        TestServer server;
        server.ears->hearInTurn({u"push to talk"_s});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.speak(1s);
        QTRY_COMPARE(client.lastContent<protocol::FinalUserRequest>(), u"push to talk"_s);
    }

    void wordsBeforeAShortPauseBelongToTheTurn()
    {
        TestServer server({.recognizers = 1});
        server.ears->hearInTurn({u"what is"_s, u"the time"_s});
        server.ears->finishing.close();
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.speak(1s);
        client.beSilent(1s);
        QTRY_COMPARE(server.ears->finishing.waiting(), 1);
        client.speak(1s);
        QTRY_COMPARE(server.recognizers.waiting(), 1);
        server.ears->finishing.open();
        client.beSilent(1s);
        QTRY_COMPARE(client.lastContent<protocol::FinalUserRequest>(), u"what is the time"_s);
        QCOMPARE(client.all<protocol::FinalUserRequest>().size(), 1);
        QCOMPARE(server.responder.prompts().size(), 1);
    }

    void whoWaitsForARecognizerIsTold()
    {
        TestServer server({.recognizers = 1});
        server.ears->hearInTurn({u"first"_s, u"second"_s});
        server.ears->finishing.close();
        WireClient first(server.url());
        WireClient second(server.url());
        QTRY_VERIFY(first.hasSession() && second.hasSession());
        first.speak(1s);
        first.beSilent(1s);
        QTRY_COMPARE(server.ears->finishing.waiting(), 1);
        second.speak(1s);
        second.beSilent(1s);
        QTRY_COMPARE(second.story().last(), u"waiting"_s);
        server.ears->finishing.open();
        QTRY_COMPARE(second.lastContent<protocol::FinalUserRequest>(), u"second"_s);
        QCOMPARE(first.lastContent<protocol::FinalUserRequest>(), u"first"_s);
    }

    void bothTalkAtOnceAndGetTheirOwnAnswers()
    {
        TestServer server;
        const audio::Pcm voice = humming(audio::kDeviceRate, 1s);
        audio::Pcm whisper = voice;
        for (audio::Sample &sample : whisper)
            sample = static_cast<audio::Sample>(sample / 3);
        const int threshold = *std::ranges::max_element(voice) / 2;
        server.ears->words = [threshold](int, audio::PcmView heard) {
            const bool isLoud = std::ranges::any_of(
                heard, [threshold](audio::Sample sample) { return sample > threshold; });
            return isLoud ? u"loud"_s : u"quiet"_s;
        };
        WireClient loud(server.url());
        WireClient quiet(server.url());
        QTRY_VERIFY(loud.hasSession() && quiet.hasSession());
        loud.sendAudio(voice);
        quiet.sendAudio(whisper);
        loud.beSilent(1s);
        quiet.beSilent(1s);
        QTRY_COMPARE(loud.lastContent<protocol::FinalAssistantAnswer>(), u"You said: loud."_s);
        QTRY_COMPARE(quiet.lastContent<protocol::FinalAssistantAnswer>(), u"You said: quiet."_s);
    }

    // ---- barge-in

    void typingOverAnAnswerCutsItWhereItWasHeard_data()
    {
        QTest::addColumn<int>("played");
        QTest::addColumn<QString>("said");
        // 20 ms a character: the first sentence takes 300 ms.
        QTest::newRow("nothing yet") << 0 << QString();
        QTest::newRow("a word") << 130 << u"One"_s;
        QTest::newRow("a sentence") << 310 << u"One two three."_s;
        QTest::newRow("into the second") << 400 << u"One two three. Four"_s;
    }

    void typingOverAnAnswerCutsItWhereItWasHeard()
    {
        QFETCH(int, played);
        QFETCH(QString, said);
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        typeOver(server, client, u"One two three. Four five six. "_s,
                 std::chrono::milliseconds(played));
        QCOMPARE(client.story().mid(0, 4),
                 (QStringList{u"final_assistant_answer"_s, u"stop_tts"_s, u"tts_interruption"_s,
                              u"final_user_request"_s}));
        QCOMPARE(client.lastContent<protocol::FinalAssistantAnswer>(), said);
        const auto &context = server.responder.prompts().last().context;
        if (said.isEmpty())
            QCOMPARE(lastMessage(context)->role, speech::Role::User);
        else
            QCOMPARE(lastMessage(context)->text, said);
    }

    void talkingOverAnAnswerStopsIt()
    {
        TestServer server;
        server.ears->hearInTurn({u"stop"_s});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"tell me a story"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.send(protocol::TtsStart{});
        client.startNewStory();
        client.speak(1s);
        QTRY_VERIFY(client.heardOf(u"tts_interruption"_s));
        QCOMPARE(client.story().mid(0, 3),
                 (QStringList{u"final_assistant_answer"_s, u"stop_tts"_s, u"tts_interruption"_s}));
        client.send(protocol::TtsStop{});
        client.beSilent(1s);
        QTRY_COMPARE(client.lastContent<protocol::FinalUserRequest>(), u"stop"_s);
    }

    void anAnswerThatHasNotBegunIsGivenUpSilently()
    {
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"first"_s);
        client.type(u"second"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        QTRY_COMPARE(client.all<protocol::FinalUserRequest>().size(), 2);
        QVERIFY(!client.heardOf(u"stop_tts"_s));
        QVERIFY(!client.heardOf(u"final_assistant_answer"_s));
    }

    void anAnswerPlayedToItsEndIsNotInterrupted()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"first"_s);
        client.send(protocol::TtsStart{});
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        client.send(protocol::TtsStart{});
        client.send(protocol::TtsStop{});
        QTRY_COMPARE(client.story().last(), u"idle"_s);
        client.type(u"second"_s);
        QTRY_COMPARE(client.all<protocol::FinalAssistantAnswer>().size(), 2);
        QVERIFY(!client.heardOf(u"stop_tts"_s));
        QCOMPARE(server.responder.prompts().last().context.last().text, u"You said: first."_s);
    }

    void aClientThatNeverSaysThatItPlaysGetsWholeAnswers()
    {
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"first"_s);
        QTRY_COMPARE(client.all<protocol::FinalAssistantAnswer>().size(), 1);
        client.type(u"second"_s);
        QTRY_COMPARE(client.all<protocol::FinalAssistantAnswer>().size(), 2);
        QVERIFY(!client.heardOf(u"stop_tts"_s));
        QCOMPARE(server.responder.prompts().last().context.last().text, u"You said: first."_s);
    }

    void synthesisStopsWhenInterrupted()
    {
        TestServer server({.script = {}});
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.type(u"first"_s);
        QTRY_VERIFY(server.responder.lastAnswer());
        server.voice->speaking.close();
        server.responder.lastAnswer()->add(u"One. Two. Three. "_s);
        QTRY_COMPARE(server.voice->speaking.waiting(), 1);
        client.type(u"second"_s);
        QTRY_COMPARE(server.responder.prompts().size(), 2);
        server.voice->speaking.open();
        server.responder.lastAnswer()->add(u"Four. "_s);
        QTRY_VERIFY(server.voice->spoken().contains(u"Four."_s));
        QCOMPARE(server.voice->spoken(), (QStringList{u"One."_s, u"Four."_s}));
    }
};

HOLDLINE_TEST(TestVoicePipeline)

} // namespace holdline::tst_voicepipeline

#include "tst_voicepipeline.moc"
