// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/answerplayback.h"

#include "client/voice/speechdialect.h"
#include "support/fakesoundcard.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_answerplayback {

using namespace client;
using namespace testing;

class TestAnswerPlayback : public QObject
{
    Q_OBJECT

private:
    /// Samples of one value, so that the test sees which chunks are played.
    static QByteArray chunk(audio::Sample value, std::size_t samples = 1000)
    {
        return audio::toBytes(audio::Pcm(samples, value));
    }
    static audio::Pcm pcm(std::initializer_list<audio::Sample> values)
    {
        audio::Pcm all;
        for (const audio::Sample value : values)
            all.insert(all.end(), 1000, value);
        return all;
    }

private Q_SLOTS:
    void playsTheChunksInOrder()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        QSignalSpy started(&playback, &AnswerPlayback::started);
        QSignalSpy finished(&playback, &AnswerPlayback::finished);
        QVERIFY(playback.onText());
        QVERIFY(!playback.onText());
        playback.receive(chunk(1));
        playback.receive(chunk(2));
        QVERIFY(playback.isPlaying());
        card.finishPlayback();
        QVERIFY(!playback.isPlaying());
        QCOMPARE(card.played(), pcm({1, 2}));
        QCOMPARE(started.size(), 1);
        QCOMPARE(finished.size(), 1);
    }

    void moreSpeechThanCanWaitIsDroppedAndTold_data()
    {
        QTest::addColumn<bool>("exact");
        QTest::newRow("plain: told once") << false;
        QTest::newRow("exact: told each time") << true;
    }

    void moreSpeechThanCanWaitIsDroppedAndTold()
    {
        QFETCH(bool, exact);
        FakeSoundCard card;
        card.setStartsByItself(false); // like a device that starts late
        AnswerPlayback playback(card);
        QSignalSpy overran(&playback, &AnswerPlayback::overran);
        playback.onSessionStarted(exact ? durableSpeech() : plainSpeech(), true);
        constexpr std::size_t kSecond = audio::kDeviceRate;
        const QByteArray second = chunk(1, kSecond);
        constexpr int kMost = 60 * AnswerPlayback::kMostUnplayed.count();
        quint32 utterance = 0;
        const auto receive = [&] {
            if (exact) // each second is an answer of its own
                playback.receive(
                    protocol::AudioItem{.fromServer = true, .stream = ++utterance, .pcm = second});
            else
                playback.receive(second);
        };
        for (int i = 0; i < kMost; ++i)
            receive();
        QCOMPARE(overran.size(), 0);
        QCOMPARE(card.pending().size(), kMost * kSecond);
        for (int i = 0; i < 3; ++i)
            receive();
        QCOMPARE(overran.size(), exact ? 3 : 1);
        QCOMPARE(card.pending().size(), kMost * kSecond);

        card.startPlayback();
        card.advancePlayback(2 * kSecond);
        receive();
        QCOMPARE(card.pending().size(), (kMost - 1) * kSecond);
        card.finishPlayback();
        overran.clear();
        receive();
        QCOMPARE(overran.size(), 0);
    }

    void aReplayLeavesRoomForWhatComes()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        QSignalSpy overran(&playback, &AnswerPlayback::overran);
        playback.onText();
        const QByteArray minute = chunk(1, 60 * audio::kDeviceRate);
        for (int i = 0; i < AnswerPlayback::kKept.count(); ++i) {
            playback.receive(minute);
            card.finishPlayback();
        }
        playback.replay();
        playback.receive(minute);
        QCOMPARE(overran.size(), 0);
        QVERIFY(playback.isPlaying());
    }

    void theNextAnswerIsHeardAfterAStop()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        QSignalSpy finished(&playback, &AnswerPlayback::finished);
        playback.onText();
        playback.receive(chunk(1));
        card.advancePlayback(500);
        playback.stop();
        QCOMPARE(finished.size(), 1);
        QVERIFY(card.pending().empty());

        playback.receive(chunk(2)); // the rest of the answer, still on its way
        playback.onText();
        playback.onComplete();
        playback.receive(chunk(3));
        QVERIFY(!playback.isPlaying());

        playback.expectAnswer();
        playback.receive(chunk(4)); // it is not known to which answer this belongs
        QVERIFY(!playback.isPlaying());
        QVERIFY(playback.onText());
        playback.receive(chunk(5));
        card.finishPlayback();
        audio::Pcm heard(500, 1);
        heard.insert(heard.end(), 1000, 5);
        QCOMPARE(card.played(), heard);
    }

    void aReminderIsHeardAfterAStop()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        playback.receive(chunk(1));
        playback.onComplete();
        playback.stop();
        QVERIFY(playback.onText()); // the user had no turn before it
        playback.receive(chunk(2));
        QVERIFY(playback.isPlaying());
    }

    void aStopInSilenceChangesNothing()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.stop();
        playback.receive(chunk(1)); // from a server that sends speech before text
        QVERIFY(playback.isPlaying());
    }

    void afterStopTtsEverythingIsIgnoredUntilTtsInterruption()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        playback.receive(chunk(1));
        playback.interrupt();
        QVERIFY(!playback.isPlaying());
        playback.receive(chunk(2));
        playback.expectAnswer();
        playback.onText();
        playback.receive(chunk(3));
        QVERIFY(!playback.isPlaying());
        QVERIFY(card.pending().empty());

        playback.resume();
        playback.onText();
        playback.receive(chunk(4));
        card.finishPlayback();
        QCOMPARE(card.played(), pcm({4}));
    }

    void ttsInterruptionAloneSilencesWhatPlays()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        playback.receive(chunk(1));
        playback.resume();
        QVERIFY(!playback.isPlaying());
        QVERIFY(card.pending().empty());
    }

    void tellsOnceThatItIsSilentThoughTheCardTellsLater()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        QSignalSpy finished(&playback, &AnswerPlayback::finished);
        playback.onText();
        playback.receive(chunk(1));
        playback.stop();
        Q_EMIT card.playbackFinished();
        QCOMPARE(finished.size(), 1);
        QVERIFY(!playback.isPlaying());
    }

    void tellsHowMuchWasHeard()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        QCOMPARE(playback.heard(), 0.0);
        playback.onText();
        playback.receive(chunk(1, 4000));
        card.advancePlayback(1000);
        QCOMPARE(playback.heard(), 0.25);
        card.finishPlayback(); // ran dry: the next sentence is late
        QCOMPARE(playback.heard(), 1.0);
        playback.receive(chunk(1, 4000));
        QCOMPARE(playback.heard(), 0.5);
        card.advancePlayback(2000);
        QCOMPARE(playback.heard(), 0.75);
        playback.stop();
        QCOMPARE(playback.heard(), 0.75);
    }

    void anAnswerBehindAnotherIsNotHeardBeforeItsTurn()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        playback.receive(chunk(1, 4000));
        playback.onComplete();
        card.advancePlayback(1000);

        playback.onText();
        playback.receive(chunk(2, 1000));
        QCOMPARE(playback.heard(), 0.0);
        card.advancePlayback(3000);
        QCOMPARE(playback.heard(), 0.0);
        card.advancePlayback(500);
        QCOMPARE(playback.heard(), 0.5);
        card.finishPlayback();
        QCOMPARE(playback.heard(), 1.0);
    }

    void progressIsToldWhilePlaying()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        QSignalSpy progressed(&playback, &AnswerPlayback::progressed);
        playback.onText();
        playback.receive(chunk(1));
        QVERIFY(progressed.wait());
    }

    void replaysTheNewestAnswerFromItsBeginning()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.replay();
        QVERIFY(!playback.isPlaying());

        playback.onText();
        playback.receive(chunk(1));
        playback.onComplete();
        playback.onText();
        playback.receive(chunk(2));
        playback.receive(chunk(3));
        card.finishPlayback();
        playback.replay();
        QVERIFY(playback.isPlaying());
        QCOMPARE(playback.heard(), 0.0);
        QCOMPARE(card.pending(), pcm({2, 3}));
        card.advancePlayback(1000);
        QCOMPARE(playback.heard(), 0.5);
        playback.replay();
        QCOMPARE(card.pending(), pcm({2, 3}));
        card.finishPlayback();
        QVERIFY(!playback.isReplay());
    }

    void replaysAlsoWhatCameAfterAStop()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        playback.receive(chunk(1));
        playback.stop();
        playback.receive(chunk(2));
        playback.replay();
        playback.receive(chunk(3));
        QCOMPARE(card.pending(), pcm({1, 2, 3}));
    }

    void keepsFiveMinutesForAReplay()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        const auto limit = audio::samplesIn(std::chrono::minutes(5), audio::kDeviceRate);
        playback.receive(chunk(1, limit - 1000));
        card.advancePlayback(limit / 2);
        playback.receive(chunk(2, 3000));
        playback.receive(chunk(3, 1000));
        QCOMPARE(card.pending().size(), limit + 3000 - limit / 2);
        playback.replay();
        QCOMPARE(card.pending().size(), limit);
        QCOMPARE(card.pending().back(), audio::Sample(2));
    }

    void nothingIsLeftAfterForgetting()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        playback.receive(chunk(1));
        playback.forget();
        QVERIFY(!playback.isPlaying());
        playback.receive(chunk(2));
        playback.replay();
        QVERIFY(!playback.isPlaying());
        QVERIFY(card.pending().empty());
        QVERIFY(playback.onText());
        playback.receive(chunk(3));
        QVERIFY(playback.isPlaying());
    }

    void keepsNothingOfADurableAnswerThatWasForgotten()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onSessionStarted(durableSpeech(), true);
        protocol::AudioItem item{.fromServer = true, .stream = 1, .pcm = chunk(1)};
        playback.receive(item);
        playback.forget();
        item.position += static_cast<quint64>(item.pcm.size() / 2);
        playback.receive(item);
        playback.replay();
        QVERIFY(!playback.isPlaying());
        playback.receive(protocol::AudioItem{.fromServer = true, .stream = 2, .pcm = chunk(3)});
        QVERIFY(playback.isPlaying());
    }

    void playsOnWhenTheLineIsLost()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.onText();
        playback.receive(chunk(1, 4000));
        card.advancePlayback(1000);
        playback.abandon();
        QVERIFY(playback.isPlaying());
        QVERIFY(!playback.isIncomplete());
        QCOMPARE(card.pending().size(), 3000U);
        QVERIFY(playback.onText()); // on the next connection
    }

    void aNewLineEndsAnInterruptionWhoseEndWasLost()
    {
        FakeSoundCard card;
        AnswerPlayback playback(card);
        playback.interrupt();
        playback.abandon();
        playback.onText();
        playback.receive(chunk(1));
        QVERIFY(playback.isPlaying());
    }
};

HOLDLINE_TEST(TestAnswerPlayback)

} // namespace holdline::tst_answerplayback

#include "tst_answerplayback.moc"
