// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/utterancespeech.h"
#include "support/testcase.h"

#include <QTest>

#include <numeric>

namespace holdline::tst_utterancespeech {

using namespace server;

namespace {

audio::Pcm ramp(std::size_t samples, audio::Sample from = 0)
{
    audio::Pcm pcm(samples);
    std::iota(pcm.begin(), pcm.end(), from);
    return pcm;
}

audio::Pcm copy(const UtteranceSpeech::Piece &piece)
{
    return {piece.pcm.begin(), piece.pcm.end()};
}

} // namespace

class TestUtteranceSpeech : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNumberedBeforeItsSentenceIsStored()
    {
        UtteranceSpeech speech(1);
        speech.add(ramp(100));
        QVERIFY(speech.unnumbered(50).pcm.empty());
        QCOMPARE(copy(speech.unstored()), ramp(100));
        speech.endSentence();
        QCOMPARE(copy(speech.unnumbered(50)), ramp(50));
        QVERIFY(speech.unstored().pcm.empty());
    }

    void aPieceEndsWithWhatIsStored()
    {
        UtteranceSpeech speech(1);
        speech.add(ramp(70));
        speech.endSentence();
        speech.add(ramp(100, 70));
        speech.setNumbered(50);
        QCOMPARE(speech.unnumbered(50).position, quint64(50));
        QCOMPARE(copy(speech.unnumbered(50)), ramp(20, 50));
    }

    void whatIsPlayedIsFreedAndPositionsStay()
    {
        const std::size_t minute = 60UL * audio::kDeviceRate;
        UtteranceSpeech speech(1);
        speech.add(audio::Pcm(minute));
        speech.add(ramp(10));
        speech.endSentence();
        speech.setNumbered(minute);
        speech.setPlayed(minute);
        QCOMPARE(speech.unplayed(), Duration(0)); // ten samples are less than a millisecond
        QCOMPARE(speech.unnumbered(50).position, quint64(minute));
        QCOMPARE(copy(speech.unnumbered(50)), ramp(10));
    }

    void moreThanWasSentCannotHaveBeenPlayed()
    {
        UtteranceSpeech speech(1);
        speech.add(ramp(100));
        speech.endSentence();
        speech.setNumbered(40);
        speech.setPlayed(1000);
        QCOMPARE(speech.played(), quint64(40));
        speech.setPlayed(10);
        QCOMPARE(speech.played(), quint64(40));
    }

    void aNewEpochBeginsWithWhatWasNotPlayed()
    {
        UtteranceSpeech speech(1);
        speech.add(ramp(100));
        speech.endSentence();
        speech.setNumbered(80);
        speech.setPlayed(30);
        speech.rewind();
        QCOMPARE(copy(speech.unnumbered(200)), ramp(70, 30));
    }

    void whatAnEarlierEpochHasSentMayHaveBeenPlayed()
    {
        UtteranceSpeech speech(1);
        speech.add(ramp(100));
        speech.endSentence();
        speech.setNumbered(80);
        speech.setPlayed(30);
        speech.rewind();
        speech.setPlayed(90);
        QCOMPARE(speech.played(), quint64(80));
        QCOMPARE(copy(speech.unnumbered(200)), ramp(20, 80));
    }

    void anEarlierLifeMayHaveSentAllThatItStored()
    {
        UtteranceSpeech speech(7, 4800, 4850);
        speech.add(ramp(100));
        speech.endSentence();
        speech.assumeSent();
        speech.setPlayed(4890);
        QCOMPARE(speech.played(), quint64(4890));
        QCOMPARE(speech.unnumbered(200).position, quint64(4890));
    }

    void anEarlierLifeLeavesItsPositions()
    {
        UtteranceSpeech speech(7, 4800, 4850); // played and numbered before a restart
        speech.add(ramp(100));
        speech.endSentence();
        QCOMPARE(speech.utterance(), quint32(7));
        QCOMPARE(speech.unnumbered(200).position, quint64(4850));
        QCOMPARE(speech.made(), quint64(4900));
        speech.rewind();
        QCOMPARE(speech.unnumbered(200).position, quint64(4800));
    }

    void unplayedIsTime()
    {
        UtteranceSpeech speech(1);
        speech.add(audio::Pcm(48000));
        QCOMPARE(speech.unplayed(), Duration(1000));
    }
};

HOLDLINE_TEST(TestUtteranceSpeech)

} // namespace holdline::tst_utterancespeech

#include "tst_utterancespeech.moc"
