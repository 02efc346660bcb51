// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/recognizerpool.h"

#include "support/manualclock.h"
#include "support/scriptedrecognizer.h"
#include "support/testcase.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <deque>

namespace holdline::tst_recognizerpool {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Audio of a speaker, who is identified by the sample value.
audio::Pcm voice(audio::Sample speaker, std::chrono::milliseconds length)
{
    return audio::Pcm(audio::samplesIn(length, audio::kSpeechRate), speaker);
}

/// Reports the speakers in the heard sound and the number of samples: "7 7 7:9600".
QString voicesIn(int /*utterance*/, audio::PcmView heard)
{
    QStringList speakers;
    for (std::size_t i = 0; i < heard.size(); ++i) {
        if (i == 0 || heard[i] != heard[i - 1])
            speakers += QString::number(heard[i]);
    }
    return u"%1:%2"_s.arg(speakers.join(u' ')).arg(heard.size());
}

} // namespace

class TestRecognizerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_script = std::make_shared<RecognizerScript>();
        m_script->words = voicesIn;
    }

    void givesEverySpeakerHisOwnWords_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("one recogniser") << 1;
        QTest::newRow("three recognisers") << 3;
    }

    void givesEverySpeakerHisOwnWords()
    {
        QFETCH(int, size);
        RecognizerPool pool(scriptedRecognizer(m_script), size, m_clock);
        constexpr int kSpeakers = 20;
        std::vector<std::unique_ptr<Recognition>> recognitions;
        QStringList words(kSpeakers);
        for (int i = 0; i < kSpeakers; ++i) {
            recognitions.push_back(pool.begin(newSpeaker()));
            connect(recognitions.back().get(), &Recognition::finished, this,
                    [&words, i](const QString &text) { words[i] = text; });
        }
        // All speakers talk at the same time, in turns of 50 ms.
        for (int turn = 0; turn < 4; ++turn) {
            for (int i = 0; i < kSpeakers; ++i)
                recognitions[static_cast<std::size_t>(i)]->feed(
                    voice(static_cast<audio::Sample>(i), 50ms));
        }
        for (const auto &recognition : recognitions)
            recognition->finish();
        for (int i = 0; i < kSpeakers; ++i)
            QTRY_COMPARE(words[i], u"%1:3200"_s.arg(i));
        QCOMPARE(pool.size(), size);
        QTRY_COMPARE(pool.busy(), 0);
        QCOMPARE(pool.waiting(), 0);
    }

    void loadsNothingBeforeItIsNeeded_data()
    {
        QTest::addColumn<bool>("isAnnounced");
        QTest::newRow("somebody opens a microphone") << true;
        QTest::newRow("somebody talks") << false;
    }

    void loadsNothingBeforeItIsNeeded()
    {
        QFETCH(bool, isAnnounced);
        std::atomic<int> loaded = 0;
        const auto factory = [&loaded, make = scriptedRecognizer(m_script)] {
            ++loaded;
            return make();
        };
        RecognizerPool pool(factory, 2, m_clock, RecognizerPool::Loading::WhenNeeded);
        QTest::qWait(0);
        QCOMPARE(pool.size(), 0);
        if (isAnnounced) {
            pool.load();
            pool.load();
            QTRY_COMPARE(pool.size(), 2);
        }
        const auto recognition = pool.begin(newSpeaker());
        QSignalSpy finished(recognition.get(), &Recognition::finished);
        recognition->feed(voice(3, 400ms));
        recognition->finish();
        QVERIFY(finished.wait());
        QCOMPARE(finished.first().first().toString(), u"3:6400"_s);
        QTRY_COMPARE(pool.size(), 2);
        QCOMPARE(loaded, 2);
    }

    void letsTheThirdSpeakerWaitForOneOfTwo()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 2, m_clock);
        QTRY_COMPARE(pool.size(), 2);
        const auto first = pool.begin(newSpeaker());
        const auto second = pool.begin(newSpeaker());
        const auto third = pool.begin(newSpeaker());
        QVERIFY(first->isRunning());
        QVERIFY(second->isRunning());
        QVERIFY(!third->isRunning());
        QCOMPARE(pool.busy(), 2);
        QCOMPARE(pool.waiting(), 1);

        QSignalSpy running(third.get(), &Recognition::stateChanged);
        QSignalSpy finished(third.get(), &Recognition::finished);
        third->feed(voice(3, 400ms));
        second->finish();
        QVERIFY(running.wait());
        QVERIFY(third->isRunning());
        QCOMPARE(pool.waiting(), 0);
        third->feed(voice(3, 100ms));
        third->finish();
        QVERIFY(finished.wait());
        QCOMPARE(finished.first().first().toString(), u"3:8000"_s);
    }

    void servesThoseWhoWaitInTheOrderInWhichTheyCame()
    {
        m_script->finishing.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        std::vector<std::unique_ptr<Recognition>> recognitions;
        QList<int> order;
        for (int i = 0; i < 5; ++i) {
            recognitions.push_back(pool.begin(newSpeaker()));
            connect(recognitions.back().get(), &Recognition::finished, this,
                    [&order, i] { order += i; });
            recognitions.back()->finish();
        }
        m_script->finishing.open();
        QTRY_COMPARE(order, QList({0, 1, 2, 3, 4}));
    }

    void keepsWhatIsSaidWhileTheModelsAreLoaded()
    {
        m_script->loading.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        const auto recognition = pool.begin(newSpeaker());
        QSignalSpy finished(recognition.get(), &Recognition::finished);
        recognition->feed(voice(1, 1s));
        recognition->finish();
        QTRY_COMPARE(m_script->loading.waiting(), 1);
        QVERIFY(!recognition->isRunning());
        QCOMPARE(pool.size(), 0);
        QCOMPARE(pool.waiting(), 1);
        m_script->loading.open();
        QVERIFY(finished.wait());
        QCOMPARE(finished.first().first().toString(), u"1:16000"_s);
    }

    void loadsOneRecogniserAfterTheOther()
    {
        m_script->loading.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 3, m_clock);
        QTRY_COMPARE(m_script->loading.waiting(), 1);
        QTest::qWait(50); // the other threads would have begun by then
        QCOMPARE(m_script->loading.waiting(), 1);
        m_script->loading.open();
        QTRY_COMPARE(pool.size(), 3);
    }

    void tellsPartialWordsEvery200MillisecondsOfAudio()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        const auto recognition = pool.begin(newSpeaker());
        QSignalSpy partial(recognition.get(), &Recognition::partial);
        QSignalSpy finished(recognition.get(), &Recognition::finished);
        for (int i = 0; i < 50; ++i)
            recognition->feed(voice(1, 20ms));
        recognition->finish();
        QVERIFY(finished.wait());
        QStringList words;
        for (const QList<QVariant> &arguments : partial)
            words += arguments.first().toString();
        QCOMPARE(words,
                 QStringList({u"1:3200"_s, u"1:6400"_s, u"1:9600"_s, u"1:12800"_s, u"1:16000"_s}));
    }

    void tellsPartialWordsOnlyWhenTheyChanged()
    {
        m_script->hearInTurn({u"hello"_s});
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        const auto recognition = pool.begin(newSpeaker());
        QSignalSpy partial(recognition.get(), &Recognition::partial);
        QSignalSpy finished(recognition.get(), &Recognition::finished);
        recognition->feed(voice(1, 2s));
        recognition->finish();
        QVERIFY(finished.wait());
        QCOMPARE(partial.size(), 1);
    }

    void neverBlocksWhoFeedsASlowRecogniser()
    {
        m_script->feeding.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        const auto recognition = pool.begin(newSpeaker());
        QSignalSpy finished(recognition.get(), &Recognition::finished);
        recognition->feed(voice(1, 20ms));
        QTRY_COMPARE(m_script->feeding.waiting(), 1);
        // The worker is stuck. The following calls must still return.
        for (int i = 0; i < 49; ++i)
            recognition->feed(voice(1, 20ms));
        recognition->finish();
        auto other = pool.begin(newSpeaker());
        other->feed(voice(2, 1s));
        other.reset();
        QCOMPARE(m_script->feeding.waiting(), 1);
        QCOMPARE(finished.size(), 0);
        m_script->feeding.open();
        QVERIFY(finished.wait());
        QCOMPARE(finished.first().first().toString(), u"1:16000"_s);
    }

    void forgetsWhoLeavesTheLine()
    {
        m_script->finishing.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        const auto first = pool.begin(newSpeaker());
        auto second = pool.begin(newSpeaker());
        const auto third = pool.begin(newSpeaker());
        QSignalSpy finished(third.get(), &Recognition::finished);
        first->finish();
        second->feed(voice(2, 100ms));
        third->feed(voice(3, 100ms));
        third->finish();
        QTRY_COMPARE(pool.waiting(), 2);
        second.reset();
        QCOMPARE(pool.waiting(), 1);
        m_script->finishing.open();
        QVERIFY(finished.wait());
        QCOMPARE(finished.first().first().toString(), u"3:1600"_s);
        QCOMPARE(m_script->started.load(), 2);
    }

    void isFreeSoonAfterAnUtteranceIsGivenUp()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        m_script->feeding.close();
        auto first = pool.begin(newSpeaker());
        first->feed(voice(1, 30s));
        QTRY_COMPARE(m_script->feeding.waiting(), 1);
        first.reset();
        QCOMPARE(pool.busy(), 1);
        const auto second = pool.begin(newSpeaker());
        QSignalSpy finished(second.get(), &Recognition::finished);
        second->feed(voice(2, 100ms));
        second->finish();
        m_script->feeding.open();
        QVERIFY(finished.wait());
        QCOMPARE(finished.first().first().toString(), u"2:1600"_s);
        // Only the current slices of the 30 s, although they came as one block.
        QVERIFY(m_script->heard <= voice(1, 100ms).size() + voice(2, 100ms).size());
    }

    void saysNothingMoreOnceItIsGivenUp()
    {
        m_script->finishing.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        auto recognition = pool.begin(newSpeaker());
        int signalsHeard = 0;
        connect(recognition.get(), &Recognition::finished, this, [&] { ++signalsHeard; });
        connect(recognition.get(), &Recognition::partial, this, [&] { ++signalsHeard; });
        recognition->feed(voice(1, 1s));
        recognition->finish();
        QTRY_COMPARE(m_script->finishing.waiting(), 1);
        m_script->finishing.open();
        signalsHeard = 0;
        recognition.reset(); // its words may already be on their way
        QTRY_COMPARE(pool.busy(), 0);
        QCOMPARE(signalsHeard, 0);
    }

    void mayBeGivenUpByItsOwnListener()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        auto recognition = pool.begin(newSpeaker());
        connect(recognition.get(), &Recognition::finished, this, [&] { recognition.reset(); });
        recognition->finish();
        QTRY_VERIFY(!recognition);
        QTRY_COMPARE(pool.busy(), 0);
    }

    void endsWhileSomebodyTalksAndOthersWait()
    {
        auto pool = std::make_unique<RecognizerPool>(scriptedRecognizer(m_script), 2, m_clock);
        QTRY_COMPARE(pool->size(), 2);
        std::vector<std::unique_ptr<Recognition>> recognitions;
        for (int i = 0; i < 4; ++i) {
            recognitions.push_back(pool->begin(newSpeaker()));
            recognitions.back()->feed(voice(1, 10s));
        }
        QElapsedTimer timer;
        timer.start();
        pool.reset();
        QVERIFY(timer.elapsed() < 1000);
        // Handles that outlive the pool do no harm.
        recognitions.front()->feed(voice(1, 1s));
        recognitions.front()->finish();
        recognitions.clear();
    }

    void endsWithoutLoadingTheRest()
    {
        m_script->loading.close();
        auto pool = std::make_unique<RecognizerPool>(scriptedRecognizer(m_script), 3, m_clock);
        QTRY_COMPARE(m_script->loading.waiting(), 1);
        const auto recognition = pool->begin(newSpeaker());
        m_script->loading.open();
        pool.reset();
        QCOMPARE(m_script->started.load(), 0);
    }

    void tellsWhyNothingCouldBeLoaded()
    {
        m_script->trouble = u"The models are missing."_s;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"The models are missing"_s));
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        const auto early = pool.begin(newSpeaker());
        QSignalSpy earlyFinished(early.get(), &Recognition::finished);
        early->feed(voice(1, 1s));
        early->finish();
        QTRY_COMPARE(pool.trouble(), u"The models are missing."_s);
        QCOMPARE(pool.size(), 0);
        QTRY_COMPARE(earlyFinished.size(), 1);
        QCOMPARE(earlyFinished.first().first().toString(), QString());

        const auto late = pool.begin(newSpeaker());
        QSignalSpy lateFinished(late.get(), &Recognition::finished);
        QVERIFY(!late->isRunning());
        late->finish();
        QTRY_COMPARE(lateFinished.size(), 1);
        QCOMPARE(pool.waiting(), 0);
    }

    // ---- loans

    void takesARecogniserFromAStalledSpeakerForWhoeverWaits()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto stalled = pool.begin(newSpeaker());
        QSignalSpy stalledFinished(stalled.get(), &Recognition::finished);
        talk(*stalled, 1, 1s);
        const auto other = pool.begin(newSpeaker());
        QSignalSpy otherFinished(other.get(), &Recognition::finished);
        talk(*other, 2, 500ms);
        QVERIFY(stalled->isRunning());
        m_clock.advance(1s);
        QTRY_VERIFY(other->isRunning());
        QVERIFY(!stalled->isRunning());
        QVERIFY(stalled->isWaiting());
        QCOMPARE(pool.takenBack(), 1u);

        other->finish();
        QTRY_COMPARE(words(otherFinished), u"2:8000"_s);
        talk(*stalled, 1, 500ms);
        stalled->finish();
        QTRY_COMPARE(words(stalledFinished), u"1:24000"_s);
    }

    void leavesARecogniserToAStalledSpeakerWhileNobodyWaits()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto stalled = pool.begin(newSpeaker());
        QSignalSpy finished(stalled.get(), &Recognition::finished);
        talk(*stalled, 1, 1s);
        m_clock.advance(30s);
        QVERIFY(stalled->isRunning());
        stalled->finish();
        QTRY_COMPARE(words(finished), u"1:16000"_s);
        QCOMPARE(m_script->started.load(), 1);
    }

    void aSpeakerInRealTimeKeepsHisRecogniser()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto steady = pool.begin(newSpeaker());
        const auto other = pool.begin(newSpeaker());
        QSignalSpy finished(other.get(), &Recognition::finished);
        other->finish();
        // With stutters of half a second.
        for (int i = 0; i < 40; ++i)
            talk(*steady, 1, 500ms);
        QVERIFY(steady->isRunning());
        QCOMPARE(pool.takenBack(), 0u);
        steady->finish();
        QVERIFY(finished.wait());
    }

    void aBurstBuysNoRecogniserThatIdles()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto early = pool.begin(newSpeaker());
        early->feed(voice(1, 5s));
        QTRY_COMPARE(m_script->heard.load(), voice(1, 5s).size());
        const auto other = pool.begin(newSpeaker());
        m_clock.advance(1100ms);
        QTRY_VERIFY(other->isRunning());
    }

    void whatIsNotHeardYetIsWorkAndNoStall()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        m_script->feeding.close();
        const auto busy = pool.begin(newSpeaker());
        busy->feed(voice(1, 1s));
        QTRY_COMPARE(m_script->feeding.waiting(), 1);
        m_clock.advance(20s);
        const auto other = pool.begin(newSpeaker());
        QVERIFY(busy->isRunning());
        QCOMPARE(pool.takenBack(), 0u);
        m_script->feeding.open();
        QTRY_VERIFY(other->isRunning());
    }

    void givesItsRecogniserBackWhileItIsSuspended()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto cut = pool.begin(newSpeaker());
        QSignalSpy finished(cut.get(), &Recognition::finished);
        talk(*cut, 1, 1s);
        cut->setSuspended(true);
        QVERIFY(!cut->isRunning());
        QVERIFY(!cut->isWaiting());
        QTRY_COMPARE(pool.busy(), 0);

        const auto other = pool.begin(newSpeaker());
        QVERIFY(other->isRunning());
        cut->setSuspended(false);
        QVERIFY(cut->isWaiting());
        talk(*cut, 1, 1s);
        QVERIFY(other->isRunning());
        cut->finish();
        other->finish();
        QTRY_COMPARE(words(finished), u"1:32000"_s);
    }

    void whoWasSetBackUsesASpareRecogniserAndYieldsItAtOnce()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto cut = pool.begin(newSpeaker());
        QSignalSpy finished(cut.get(), &Recognition::finished);
        talk(*cut, 1, 1s);
        cut->setSuspended(true);
        cut->setSuspended(false);
        QTRY_VERIFY(cut->isRunning());
        talk(*cut, 1, 1s);
        const auto other = pool.begin(newSpeaker());
        QTRY_VERIFY(other->isRunning());
        QVERIFY(cut->isWaiting());
        other->finish();
        cut->finish();
        QTRY_COMPARE(words(finished), u"1:32000"_s);
    }

    void anUtteranceIsRecognisedThreeTimesAtMost()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto dripping = pool.begin(newSpeaker());
        QSignalSpy finished(dripping.get(), &Recognition::finished);
        std::size_t others = 0;
        for (int i = 0; i < 20; ++i) {
            dripping->feed(voice(1, 500ms));
            QTRY_VERIFY(!dripping->isRunning() || pool.waiting() == 0);
            m_clock.advance(5s);
            const auto other = pool.begin(newSpeaker());
            QSignalSpy otherFinished(other.get(), &Recognition::finished);
            talk(*other, 2, 100ms);
            other->finish();
            QTRY_COMPARE(words(otherFinished), u"2:1600"_s);
            others += voice(2, 100ms).size();
        }
        dripping->finish();
        QTRY_COMPARE(words(finished), u"1:160000"_s);
        QVERIFY(m_script->heard - others <= 3 * voice(1, 10s).size());
    }

    void aSecondRecogniserTellsOnlyWhatIsNew()
    {
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        QTRY_COMPARE(pool.size(), 1);
        const auto cut = pool.begin(newSpeaker());
        QSignalSpy partial(cut.get(), &Recognition::partial);
        talk(*cut, 1, 1s);
        QTRY_COMPARE(partial.size(), 5);
        cut->setSuspended(true);
        cut->setSuspended(false);
        QTRY_VERIFY(cut->isRunning());
        talk(*cut, 1, 200ms);
        QTRY_COMPARE(partial.last().first().toString(), u"1:19200"_s);
        // The last one is reported again, because the words of that much sound may have changed.
        QCOMPARE(partial.size(), 7);
    }

    // ---- fairness

    void oneSpeakerHasOneRecogniserWhileOthersWait()
    {
        m_script->finishing.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 2, m_clock);
        QTRY_COMPARE(pool.size(), 2);
        const Speaker greedy = newSpeaker();
        const auto first = pool.begin(greedy);
        const auto second = pool.begin(greedy);
        QSignalSpy finished(second.get(), &Recognition::finished);
        second->feed(voice(1, 1s));
        second->finish();
        QTRY_COMPARE(m_script->finishing.waiting(), 1);
        QVERIFY(first->isRunning() && second->isRunning());

        const auto other = pool.begin(newSpeaker());
        const auto third = pool.begin(greedy);
        QVERIFY(!second->isRunning());
        m_script->finishing.open();
        QTRY_VERIFY(other->isRunning());
        QVERIFY(first->isRunning());
        QVERIFY(!third->isRunning());
        other->finish();
        QTRY_COMPARE(words(finished), u"1:16000"_s);
    }

    void speakersTakeTurnsHoweverMuchEachHasToSay()
    {
        m_script->finishing.close();
        RecognizerPool pool(scriptedRecognizer(m_script), 1, m_clock);
        std::vector<std::unique_ptr<Recognition>> recognitions;
        QStringList order;
        const auto say = [&](const QString &name, Speaker speaker) {
            recognitions.push_back(pool.begin(speaker));
            connect(recognitions.back().get(), &Recognition::finished, this,
                    [&order, name] { order += name; });
            recognitions.back()->finish();
        };
        const Speaker talkative = newSpeaker();
        const Speaker brief = newSpeaker();
        for (int i = 1; i <= 4; ++i)
            say(u"a%1"_s.arg(i), talkative);
        say(u"b1"_s, brief);
        say(u"b2"_s, brief);
        m_script->finishing.open();
        QTRY_COMPARE(order.size(), 6);
        QCOMPARE(order, QStringList({u"a1"_s, u"b1"_s, u"a2"_s, u"b2"_s, u"a3"_s, u"a4"_s}));
    }

private:
    /// Advances the clock by `length` and feeds that much speech. Waits until it is heard if a
    /// recogniser works on it.
    void talk(Recognition &recognition, audio::Sample speaker, std::chrono::milliseconds length)
    {
        const std::size_t before = m_script->heard;
        m_clock.advance(length);
        const audio::Pcm pcm = voice(speaker, length);
        recognition.feed(pcm);
        if (recognition.isRunning())
            QTRY_VERIFY(m_script->heard >= before + pcm.size());
    }
    static QString words(const QSignalSpy &finished)
    {
        return finished.isEmpty() ? QString() : finished.first().first().toString();
    }
    /// A speaker who has not spoken before.
    Speaker newSpeaker() { return &m_speakers.emplace_back(); }

    ManualClock m_clock;
    std::deque<char> m_speakers;
    std::shared_ptr<RecognizerScript> m_script;
};

HOLDLINE_TEST(TestRecognizerPool)

} // namespace holdline::tst_recognizerpool

#include "tst_recognizerpool.moc"
