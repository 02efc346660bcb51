// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/pcm.h"
#include "server/voice/playbackestimate.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_playbackestimate {

using namespace server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const Instant kStart{std::chrono::hours(1)};

std::size_t samples(Duration duration)
{
    return audio::samplesIn(duration, audio::kDeviceRate);
}

void begin(PlaybackEstimate &estimate, const QString &sentence)
{
    estimate.beginSentence(sentence, speech::SpokenForm::verbatim(sentence));
}

/// "One two." takes 800 ms, "Three four five." 1 600 ms: 100 ms a character.
PlaybackEstimate twoSentences()
{
    PlaybackEstimate estimate;
    for (const QString &sentence : {u"One two."_s, u"Three four five."_s}) {
        begin(estimate, sentence);
        estimate.addSamples(samples(100ms * sentence.size()));
        estimate.endSentence();
    }
    return estimate;
}

} // namespace

class TestPlaybackEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsBehindTheLastWordThatWasHeard_data()
    {
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<QString>("said");
        QTest::newRow("just begun") << 0 << QString();
        QTest::newRow("in the first word") << 250 << QString();
        QTest::newRow("behind the first word") << 300 << u"One"_s;
        QTest::newRow("in the second word") << 650 << u"One"_s;
        QTest::newRow("at the end of the sentence") << 800 << u"One two."_s;
        QTest::newRow("in the first word of the next") << 1100 << u"One two."_s;
        QTest::newRow("behind a word of the next") << 1350 << u"One two. Three"_s;
        QTest::newRow("nearly at the end") << 2399 << u"One two. Three four"_s;
        QTest::newRow("at the end") << 2400 << u"One two. Three four five."_s;
        QTest::newRow("long after the end") << 60000 << u"One two. Three four five."_s;
    }

    void cutsBehindTheLastWordThatWasHeard()
    {
        QFETCH(int, milliseconds);
        QFETCH(QString, said);
        PlaybackEstimate estimate = twoSentences();
        estimate.start(kStart);
        QCOMPARE(estimate.saidBy(kStart + std::chrono::milliseconds(milliseconds)), said);
    }

    void nothingIsSaidBeforePlaybackStarts() { QCOMPARE(twoSentences().saidBy(kStart), QString()); }

    void timeStandsStillWhileTheBufferIsDry()
    {
        PlaybackEstimate estimate = twoSentences();
        estimate.start(kStart);
        estimate.stop(kStart + 350ms);
        QVERIFY(!estimate.isPlaying());
        QCOMPARE(estimate.saidBy(kStart + 10s), u"One"_s);
        estimate.start(kStart + 10s);
        QCOMPARE(estimate.saidBy(kStart + 10s + 450ms), u"One two."_s);
    }

    void startingTwiceCountsOnce()
    {
        PlaybackEstimate estimate = twoSentences();
        estimate.start(kStart);
        estimate.start(kStart + 300ms);
        QCOMPARE(estimate.toPlay(kStart + 400ms), 2000ms);
    }

    void aClientCannotHavePlayedMoreThanItGot()
    {
        PlaybackEstimate estimate;
        begin(estimate, u"One two."_s);
        estimate.addSamples(samples(800ms));
        estimate.endSentence();
        estimate.start(kStart);
        estimate.stop(kStart + 5s);
        begin(estimate, u"Three four."_s);
        estimate.addSamples(samples(1100ms));
        estimate.endSentence();
        QCOMPARE(estimate.saidBy(kStart + 6s), u"One two."_s);
    }

    void aSentenceInTheMakingIsNotSaidToItsEnd()
    {
        PlaybackEstimate estimate;
        begin(estimate, u"One two three four five six."_s);
        estimate.addSamples(samples(500ms));
        estimate.start(kStart);
        QCOMPARE(estimate.saidBy(kStart + 30s), u"One two"_s);
    }

    void whatTheClientReportsIsWhatCounts()
    {
        PlaybackEstimate estimate = twoSentences();
        estimate.start(kStart);
        estimate.setPlayed(samples(800ms) - 1);
        QCOMPARE(estimate.saidBy(kStart + 10s), u"One"_s);
        estimate.setPlayed(samples(800ms));
        QCOMPARE(estimate.saidBy(kStart + 10s), u"One two."_s);
        QCOMPARE(estimate.toPlay(kStart + 10s), 1600ms);
        estimate.setPlayed(samples(60s));
        QCOMPARE(estimate.saidBy(kStart), u"One two. Three four five."_s);
        QCOMPARE(estimate.toPlay(kStart), 0ms);
    }

    void aSentenceThatWasMadeBeforeCountsAsAny()
    {
        PlaybackEstimate estimate;
        estimate.addSentence(u"One two."_s, samples(800ms));
        QCOMPARE(estimate.samples(), samples(800ms));
        estimate.setPlayed(samples(600ms));
        QCOMPARE(estimate.saidBy(kStart), u"One"_s);
    }

    void knowsWhatWasHeardOfWordsThatAreWrittenDifferently()
    {
        const QString written = u"It **costs** $5.50 at [the shop](https://example.org/a/b) now."_s;
        const speech::SpokenForm spoken = speech::TextNormalizer().pass(written);
        QCOMPARE(spoken.text, u"It costs 5 dollars and 50 cents at the shop now."_s);
        PlaybackEstimate estimate;
        estimate.beginSentence(written, spoken);
        estimate.addSamples(samples(100ms) * static_cast<std::size_t>(spoken.text.size()));
        estimate.endSentence();
        const auto heardUpTo = [&](const QString &words) {
            estimate.setPlayed(samples(100ms) * static_cast<std::size_t>(words.size()));
            return estimate.saidBy(kStart);
        };
        QCOMPARE(heardUpTo(u"It costs"_s), u"It **costs**"_s);
        QCOMPARE(heardUpTo(u"It costs 5 dollars and 50"_s), u"It **costs**"_s);
        QCOMPARE(heardUpTo(u"It costs 5 dollars and 50 cents"_s), u"It **costs** $5.50"_s);
        QCOMPARE(heardUpTo(u"It costs 5 dollars and 50 cents at the"_s),
                 u"It **costs** $5.50 at [the"_s);
        QCOMPARE(heardUpTo(spoken.text), written);
    }

    void aSentenceWithoutAudioIsPassedOver()
    {
        PlaybackEstimate estimate;
        begin(estimate, u"Unspeakable."_s);
        estimate.endSentence();
        QCOMPARE(estimate.saidBy(kStart), QString());
        QCOMPARE(estimate.samples(), std::size_t(0));
    }
};

HOLDLINE_TEST(TestPlaybackEstimate)

} // namespace holdline::tst_playbackestimate

#include "tst_playbackestimate.moc"
