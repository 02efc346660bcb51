// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/turnlistener.h"

#include "protocol/limits.h"
#include "speech/recognizerpool.h"
#include "support/manualclock.h"
#include "support/scriptedrecognizer.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QTest>

#include <numeric>

namespace holdline::tst_turnlistener {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kItem = static_cast<std::size_t>(protocol::kCaptureItemSamples); ///< 100 ms
constexpr Duration kPause = 500ms;

/// What a microphone records, at 16 kHz.
class Recording
{
public:
    Recording &speak(Duration duration) { return add(humming(audio::kSpeechRate, duration)); }
    Recording &beSilent(Duration duration) { return add(silence(audio::kSpeechRate, duration)); }

    std::size_t items() const { return m_pcm.size() / kItem; }
    /// Items are counted from 1.
    audio::PcmView item(std::size_t number) const
    {
        return audio::PcmView(m_pcm).subspan((number - 1) * kItem, kItem);
    }

private:
    Recording &add(const audio::Pcm &pcm)
    {
        m_pcm.insert(m_pcm.end(), pcm.begin(), pcm.end());
        return *this;
    }

    audio::Pcm m_pcm;
};

/// The sum of all numbers in `words`.
int total(const QString &words)
{
    const QStringList numbers = words.split(u' ');
    return std::accumulate(numbers.begin(), numbers.end(), 0,
                           [](int sum, const QString &number) { return sum + number.toInt(); });
}

/// True if the voice in `words` lasts `expected`, within a fifth of a second.
bool isAbout(Duration expected, const QString &words)
{
    return std::chrono::abs(total(words) * 10ms - expected) <= 200ms;
}

/// A listener, its recognisers, and what it has understood.
struct Listener
{
    Listener(speech::RecognizerPool &pool, const Clock &clock)
        : ears(pool, clock, kPause, audio::kSpeechRate)
    {
        QObject::connect(&ears, &TurnListener::understood, &ears,
                         [this](const QString &words) { turns += words; });
        QObject::connect(&ears, &TurnListener::partial, &ears,
                         [this](const QString &words) { partial = words; });
    }

    /// The items `first` … `last` of the recording.
    void hear(const Recording &recording, std::size_t first, std::size_t last, bool late = false)
    {
        for (std::size_t number = first; number <= last; ++number)
            ears.hear(recording.item(number), number, late);
    }
    void hear(const Recording &recording, bool late = false)
    {
        for (std::size_t number = 1; number <= recording.items(); ++number)
            ears.hear(recording.item(number), ++mark, late);
    }

    /// True if everything that can be known is known.
    bool isSettled() const
    {
        return ears.state() == TurnListener::State::Quiet
            || ears.state() == TurnListener::State::Hearing;
    }

    TurnListener ears;
    QStringList turns;
    QString partial;
    quint64 mark = 0;
};

/// How much voice the heard sound contains, in hundredths of a second.
QString measured(int /*utterance*/, audio::PcmView heard)
{
    const auto isSound = [](audio::Sample sample) { return std::abs(sample) > 300; };
    const auto first = std::ranges::find_if(heard, isSound);
    const auto last = std::find_if(heard.rbegin(), heard.rend(), isSound).base();
    if (first >= last)
        return {};
    return QString::number((last - first + 80) / 160);
}

} // namespace

class TestTurnListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_script = std::make_shared<RecognizerScript>(); }

    // ---- what a restart needs

    void aTurnIsNeededFromItsPreRollOn()
    {
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        listener.hear(Recording().beSilent(2s).speak(1s));
        QCOMPARE(listener.ears.state() == TurnListener::State::Quiet, false);
        QCOMPARE(listener.ears.neededFrom(), 18u); // 300 ms before the voice
        listener.hear(Recording().speak(3s));
        QCOMPARE(listener.ears.neededFrom(), 18u);
    }

    void inSilenceTheLastSecondIsNeeded()
    {
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        QCOMPARE(listener.ears.neededFrom(), 0u);
        listener.hear(Recording().beSilent(500ms));
        QCOMPARE(listener.ears.neededFrom(), 1u);
        listener.hear(Recording().beSilent(2500ms));
        QCOMPARE(listener.ears.neededFrom(), 21u);
    }

    void nothingReportedIsNeeded()
    {
        m_script->hearInTurn({u"hello"_s});
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        quint64 neededThen = 0;
        connect(&listener.ears, &TurnListener::understood, this,
                [&] { neededThen = listener.ears.neededFrom(); });
        listener.hear(Recording().beSilent(1s).speak(1s).beSilent(600ms));
        QVERIFY(listener.ears.neededFrom() <= 10);
        QTRY_COMPARE(listener.turns, QStringList{u"hello"_s});
        QVERIFY2(neededThen > 20, qPrintable(QString::number(neededThen)));
        QVERIFY(listener.ears.neededFrom() > 20);
    }

    void nothingGivenUpIsNeeded()
    {
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        listener.hear(Recording().beSilent(1s).speak(1s));
        listener.ears.reset();
        QCOMPARE(listener.ears.neededFrom(), 21u);
    }

    void aTurnThatIsNotUnderstoodYetIsNeeded()
    {
        m_script->finishing.close();
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        listener.hear(Recording().beSilent(1s).speak(1s).beSilent(5s));
        QCOMPARE(listener.ears.neededFrom(), 8u);
        m_script->finishing.open();
        QTRY_COMPARE(listener.turns.size(), 1);
        QCOMPARE(listener.ears.neededFrom(), 61u);
    }

    void aRestartAfterAnyItemLosesAndDoublesNoWords_data()
    {
        QTest::addColumn<bool>("settled");
        QTest::newRow("all that could be reported was") << true;
        QTest::newRow("nothing was reported yet") << false;
    }

    void aRestartAfterAnyItemLosesAndDoublesNoWords()
    {
        QFETCH(bool, settled);
        m_script->words = measured;
        const auto pool = recognizers(2);
        QTRY_COMPARE(pool->size(), 2);
        Recording recording;
        recording.beSilent(760ms).speak(900ms).beSilent(600ms).speak(400ms).beSilent(1200ms);
        recording.speak(1500ms).beSilent(840ms);
        QStringList whole;
        for (std::size_t cut = 0; cut <= recording.items(); ++cut) {
            QStringList words;
            std::size_t again = 1;
            {
                Listener before(*pool, m_clock);
                for (std::size_t number = 1; number <= cut; ++number) {
                    before.hear(recording, number, number);
                    if (settled)
                        QTRY_VERIFY(before.isSettled());
                }
                words = before.turns;
                if (cut > 0)
                    again = before.ears.neededFrom();
            }
            QVERIFY(again <= cut + 1);
            Listener after(*pool, m_clock);
            for (std::size_t number = again; number <= recording.items(); ++number) {
                after.hear(recording, number, number);
                QTRY_VERIFY(after.isSettled());
            }
            words += after.turns;
            if (cut == 0)
                whole = words;
            QCOMPARE(whole.size(), 3);
            QVERIFY2(words == whole,
                     qPrintable(u"cut after %1, again from %2: %3"_s.arg(cut).arg(again).arg(
                         words.join(u", "_s))));
        }
    }

    // ---- late speech

    void lateSpeechIsOneTurnThatEndsWithLiveAudio()
    {
        m_script->hearInTurn({u"what is"_s, u"the time"_s});
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        listener.hear(Recording().speak(1s).beSilent(2s).speak(1s).beSilent(2s), true);
        QTRY_COMPARE(listener.partial, u"what is the time"_s);
        QTRY_COMPARE(pool->busy(), 0);
        QCOMPARE(listener.turns, QStringList());
        QCOMPARE(listener.ears.state(), TurnListener::State::Hearing);
        listener.hear(Recording().beSilent(100ms));
        QCOMPARE(listener.turns, QStringList{u"what is the time"_s});
        QCOMPARE(listener.ears.state(), TurnListener::State::Quiet);
    }

    void whoIsStillTalkingWhenTheLineIsBackGoesOn()
    {
        m_script->hearInTurn({u"what is the time"_s});
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        Recording recording;
        recording.speak(3s).beSilent(1s);
        listener.hear(recording, 1, 5);
        listener.hear(recording, 6, 20, true);
        listener.hear(recording, 21, 40);
        QTRY_COMPARE(listener.turns, QStringList{u"what is the time"_s});
        QCOMPARE(m_script->started.load(), 1);
    }

    void noPausesAreTooManyForTheRecognizers()
    {
        constexpr int kUtterances = 40;
        m_script->words = [](int utterance, audio::PcmView heard) {
            return heard.empty() ? QString() : QString::number(utterance);
        };
        m_script->finishing.close();
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        Recording recording;
        for (int i = 0; i < kUtterances; ++i)
            recording.speak(500ms).beSilent(700ms);
        listener.hear(recording, true);
        QTRY_COMPARE(m_script->finishing.waiting(), 1);
        // Other users get their turn: this one is second.
        Listener other(*pool, m_clock);
        other.hear(Recording().speak(500ms).beSilent(700ms));
        m_script->finishing.open();
        listener.hear(Recording().beSilent(100ms));
        QTRY_COMPARE(other.turns, QStringList{u"1"_s});
        QStringList all{u"0"_s};
        for (int i = 1; i < kUtterances; ++i)
            all += QString::number(i + 1);
        QTRY_COMPARE(listener.turns, QStringList{all.join(u' ')});
    }

    void heldSpeechIsOneTurnWithWhatWasSaidBeforeTheCut()
    {
        m_script->words = measured;
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        listener.hear(Recording().speak(10s));
        listener.ears.setGap(TurnListener::Gap::Outage);
        listener.ears.setGap(TurnListener::Gap::Stall);
        listener.hear(Recording().speak(18s).beSilent(600ms).speak(28s).beSilent(600ms), true);
        listener.hear(Recording().speak(13s), true);
        listener.hear(Recording().beSilent(700ms));
        QTRY_COMPARE(listener.turns.size(), 1);
        QVERIFY2(isAbout(69s, listener.turns.first()), qPrintable(listener.turns.first()));
        QCOMPARE(listener.ears.state(), TurnListener::State::Quiet);
    }

    // ---- end of turns

    void whoSpeaksWithoutEndIsAnsweredAfterAMinute()
    {
        m_script->words = measured;
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        QList<quint64> neededThen;
        connect(&listener.ears, &TurnListener::understood, this,
                [&] { neededThen += listener.ears.neededFrom(); });
        Recording recording;
        recording.speak(95s);
        for (std::size_t number = 1; number <= recording.items(); ++number) {
            m_clock.advance(100ms);
            listener.hear(recording, number, number);
            if (number == 700) // recognition takes some time
                QTRY_COMPARE(listener.turns.size(), 1);
        }
        QVERIFY2(isAbout(60s, listener.turns.first()), qPrintable(listener.turns.first()));
        // Later audio belongs to the next turn; a restart needs it, and nothing before it.
        QVERIFY(neededThen.first() > 595 && neededThen.first() <= 602);
        listener.hear(Recording().beSilent(700ms));
        QTRY_COMPARE(listener.turns.size(), 2);
        QVERIFY2(isAbout(35s, listener.turns.last()), qPrintable(listener.turns.last()));
    }

    void aTurnThatDripsEndsByTheClock()
    {
        m_script->words = measured;
        const auto pool = recognizers();
        QTRY_COMPARE(pool->size(), 1);
        Listener listener(*pool, m_clock);
        listener.ears.setGap(TurnListener::Gap::Stall);
        const audio::Pcm drop = humming(audio::kSpeechRate, 10ms);
        for (int i = 0; i < 18; ++i) { // 18 × 4.5 s: 81 s
            m_clock.advance(4500ms);
            listener.ears.hear(i < 15 ? humming(audio::kSpeechRate, 200ms) : drop);
        }
        QCOMPARE(listener.ears.state(), TurnListener::State::Hearing);
        QCOMPARE(listener.turns.size(), 0);
        for (int i = 0; i < 4; ++i) {
            m_clock.advance(4500ms);
            listener.ears.hear(drop);
        }
        QTRY_COMPARE(listener.turns.size(), 1);
    }

    void anOutageIsNoPartOfATurn()
    {
        m_script->words = measured;
        const auto pool = recognizers();
        Listener listener(*pool, m_clock);
        listener.ears.setGap(TurnListener::Gap::Stall);
        listener.hear(Recording().speak(1s));
        listener.ears.setGap(TurnListener::Gap::Outage);
        m_clock.advance(200s);
        listener.ears.setGap(TurnListener::Gap::Stall);
        listener.hear(Recording().speak(1s), true);
        listener.hear(Recording().beSilent(700ms));
        QTRY_COMPARE(listener.turns.size(), 1);
        QVERIFY2(isAbout(2s, listener.turns.first()), qPrintable(listener.turns.first()));
    }

    void afterALongOutageATurnWaitsForItsUser_data()
    {
        QTest::addColumn<Duration>("outage");
        QTest::addColumn<bool>("waits");
        QTest::newRow("long") << Duration(130s) << true;
        QTest::newRow("short") << Duration(20s) << false;
    }

    void afterALongOutageATurnWaitsForItsUser()
    {
        QFETCH(Duration, outage);
        QFETCH(bool, waits);
        m_script->hearInTurn({u"first"_s, u"second"_s});
        const auto pool = recognizers(2);
        Listener down(*pool, m_clock);
        down.ears.setGap(TurnListener::Gap::Stall);
        down.hear(Recording().speak(1s));
        down.ears.setGap(TurnListener::Gap::Outage);
        m_clock.advance(outage);
        down.ears.setGap(TurnListener::Gap::Decision);
        Listener stalled(*pool, m_clock); // as long as any other waits
        stalled.ears.setGap(TurnListener::Gap::Stall);
        stalled.hear(Recording().speak(1s), true);
        QTRY_COMPARE_WITH_TIMEOUT(stalled.turns.size(), 1, 20000);
        if (!waits) {
            QTRY_COMPARE(down.turns.size(), 1);
            return;
        }
        QCOMPARE(down.turns.size(), 0);
        QCOMPARE(down.ears.state(), TurnListener::State::Hearing);
        m_clock.advance(10min);
        down.hear(Recording().speak(1s), true);
        down.hear(Recording().beSilent(700ms));
        QTRY_COMPARE(down.turns.size(), 1);
    }

    // ---- recognisers are lent

    void afterTwentyBrokenLinesTheNextIsUnderstoodAsIfAlone()
    {
        constexpr int kLines = 20;
        m_script->words = measured;
        const auto pool = recognizers(2);
        QTRY_COMPARE(pool->size(), 2);
        std::vector<std::unique_ptr<Listener>> cut;
        for (int i = 0; i < kLines; ++i) {
            cut.push_back(std::make_unique<Listener>(*pool, m_clock));
            cut.back()->ears.setGap(TurnListener::Gap::Stall);
            cut.back()->hear(Recording().speak(1s));
            cut.back()->ears.setGap(TurnListener::Gap::Outage);
            QCOMPARE(cut.back()->ears.state(), TurnListener::State::Hearing);
        }
        Listener next(*pool, m_clock);
        next.hear(Recording().speak(1s).beSilent(700ms));
        QTRY_COMPARE(next.turns.size(), 1);
        QVERIFY2(isAbout(1s, next.turns.first()), qPrintable(next.turns.first()));
        QTRY_COMPARE(pool->busy(), 0);

        for (const auto &listener : cut) {
            listener->ears.setGap(TurnListener::Gap::Stall);
            listener->hear(Recording().speak(1s), true);
            listener->hear(Recording().beSilent(700ms));
        }
        for (const auto &listener : cut) {
            QTRY_COMPARE(listener->turns.size(), 1);
            QVERIFY2(isAbout(2s, listener->turns.first()), qPrintable(listener->turns.first()));
        }
    }

    void drippingSpeakersMakeWayForOneWhoSpeaks()
    {
        m_script->words = measured;
        const auto pool = recognizers(2);
        QTRY_COMPARE(pool->size(), 2);
        Listener first(*pool, m_clock);
        Listener second(*pool, m_clock);
        for (Listener *dripping : {&first, &second}) {
            dripping->ears.setGap(TurnListener::Gap::Stall);
            dripping->hear(Recording().speak(500ms));
        }
        m_clock.advance(4500ms);
        for (Listener *dripping : {&first, &second})
            dripping->ears.hear(humming(audio::kSpeechRate, 10ms));
        Listener next(*pool, m_clock);
        next.hear(Recording().speak(1s));
        QTRY_COMPARE(next.ears.state(), TurnListener::State::Hearing);
        next.hear(Recording().beSilent(700ms));
        QTRY_COMPARE(next.turns.size(), 1);
        QVERIFY2(isAbout(1s, next.turns.first()), qPrintable(next.turns.first()));
    }

    void whoLosesHisRecogniserWaitsAndKeepsHisWords()
    {
        m_script->words = measured;
        const auto pool = recognizers();
        QTRY_COMPARE(pool->size(), 1);
        Listener slow(*pool, m_clock);
        slow.ears.setGap(TurnListener::Gap::Stall);
        slow.hear(Recording().speak(1s));
        QTRY_VERIFY(!slow.partial.isEmpty());
        const QString before = slow.partial;
        m_clock.advance(3s);
        Listener other(*pool, m_clock);
        other.hear(Recording().speak(1s));
        QTRY_COMPARE(slow.ears.state(), TurnListener::State::Waiting);
        QCOMPARE(slow.partial, before);
        other.hear(Recording().beSilent(700ms));
        QTRY_COMPARE(other.turns.size(), 1);
        slow.hear(Recording().beSilent(700ms));
        QTRY_COMPARE(slow.turns.size(), 1);
        QVERIFY2(isAbout(1s, slow.turns.first()), qPrintable(slow.turns.first()));
    }

    // ---- missing audio

    void withoutALineATurnWaits()
    {
        m_script->hearInTurn({u"first"_s, u"second"_s});
        const auto pool = recognizers(2);
        Listener down(*pool, m_clock);
        down.ears.setGap(TurnListener::Gap::Outage);
        down.hear(Recording().speak(1s));
        Listener closed(*pool, m_clock);
        closed.hear(Recording().speak(1s));
        QTRY_COMPARE(closed.turns.size(), 1);
        QCOMPARE(down.turns.size(), 0);
        QCOMPARE(down.ears.state(), TurnListener::State::Hearing);

        down.ears.setGap(TurnListener::Gap::Silence);
        QTRY_COMPARE(down.turns.size(), 1);
    }

    void onASlowLineATurnWaitsLonger()
    {
        m_script->hearInTurn({u"first"_s, u"second"_s});
        const auto pool = recognizers(2);
        Listener slow(*pool, m_clock);
        slow.ears.setGap(TurnListener::Gap::Stall);
        slow.hear(Recording().speak(1s), true);
        Listener closed(*pool, m_clock);
        closed.hear(Recording().speak(1s));
        QTRY_COMPARE(closed.turns.size(), 1);
        QCOMPARE(slow.turns.size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(slow.turns.size(), 1, 20000);
    }

private:
    std::unique_ptr<speech::RecognizerPool> recognizers(int count = 1)
    {
        return std::make_unique<speech::RecognizerPool>(scriptedRecognizer(m_script), count,
                                                        m_clock);
    }

    ManualClock m_clock;
    std::shared_ptr<RecognizerScript> m_script;
};

HOLDLINE_TEST(TestTurnListener)

} // namespace holdline::tst_turnlistener

#include "tst_turnlistener.moc"
