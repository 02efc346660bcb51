// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/playout.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QTest>

#include <memory>

namespace holdline::tst_playout {

using namespace audio;
using namespace std::chrono_literals;
using Event = Playout::Event;

class TestPlayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_ring = std::make_unique<SpscRing>(1024);
        m_playout = std::make_unique<Playout>(*m_ring);
        m_handedOver = 5000; // from some earlier playback
    }

    void startsWithTheFirstSampleThatADeviceGets()
    {
        QVERIFY(m_playout->isIdle());
        append(600);
        QVERIFY(!m_playout->isIdle() && !m_playout->isPlaying());
        QCOMPARE(step(), Event::None);
        play(1);
        QCOMPARE(step(), Event::Started);
        QVERIFY(m_playout->isPlaying());
        QCOMPARE(m_playout->playedSamples(), qint64(1));
        play(99);
        QCOMPARE(step(), Event::None);
        QCOMPARE(m_playout->playedSamples(), qint64(100));
    }

    void ignoresAnEmptyAppend()
    {
        append(0);
        QVERIFY(m_playout->isIdle());
    }

    void keepsWhatTheRingCannotHold()
    {
        Pcm expected;
        for (Sample block = 0; block < 50; ++block) {
            const Pcm pcm(300, block);
            expected.insert(expected.end(), pcm.begin(), pcm.end());
            m_playout->append(pcm, m_handedOver, m_clock.now());
        }
        Pcm played;
        while (played.size() < expected.size()) {
            const Pcm part = play(700);
            QVERIFY(!part.empty());
            played.insert(played.end(), part.begin(), part.end());
            step();
        }
        QCOMPARE(played, expected);
        QCOMPARE(m_playout->playedSamples(), qint64(expected.size()));
    }

    void tellsHowMuchWaits()
    {
        append(600);
        append(1000);
        QCOMPARE(m_playout->unplayedSamples(), qint64(1600));
        play(100);
        QCOMPARE(m_playout->unplayedSamples(), qint64(1500));
        step();
        QCOMPARE(m_playout->unplayedSamples(), qint64(1500));
        m_playout->stop();
        QCOMPARE(m_playout->unplayedSamples(), qint64(0));
    }

    void finishesAfterTwoHundredDryMilliseconds()
    {
        append(100);
        play(100);
        QCOMPARE(step(), Event::Started);
        QCOMPARE(stepAfter(199ms), Event::None);
        QCOMPARE(stepAfter(1ms), Event::Finished);
        QVERIFY(m_playout->isIdle());
        QCOMPARE(m_playout->playedSamples(), qint64(100));
        QCOMPARE(stepAfter(1s), Event::None);
    }

    void bridgesAShortPause()
    {
        append(100);
        play(100);
        QCOMPARE(step(), Event::Started);
        QCOMPARE(stepAfter(150ms), Event::None);
        append(100);
        QCOMPARE(stepAfter(100ms), Event::None);
        play(100);
        QCOMPARE(stepAfter(100ms), Event::None);
        QCOMPARE(m_playout->playedSamples(), qint64(200));
        QCOMPARE(stepAfter(200ms), Event::Finished);
    }

    void tellsOfAPauseThatWasHeard()
    {
        QVERIFY(!append(100));
        play(60);
        QCOMPARE(step(), Event::Started);
        QVERIFY(!append(100)); // in time
        play(140);
        step();
        stepAfter(40ms);
        QVERIFY(!append(100)); // while the device still had some
        play(100);
        step();
        stepAfter(41ms);
        QVERIFY(append(100));
        play(100);
        step();
        QCOMPARE(stepAfter(200ms), Event::Finished);
        QVERIFY(!append(100)); // another playback
    }

    void forgetsEverythingOnStop()
    {
        append(5000);
        play(300);
        step();
        QCOMPARE(m_playout->stop(), Event::Finished);
        QVERIFY(m_playout->isIdle());
        QCOMPARE(play(1000), Pcm());
        QCOMPARE(m_playout->stop(), Event::None);
    }

    void stopsSilentlyBeforeTheFirstSample()
    {
        append(500);
        QCOMPARE(m_playout->stop(), Event::None);
        QCOMPARE(play(1000), Pcm());
    }

    void countsFromZeroAfterAStop()
    {
        append(500);
        play(300);
        step();
        play(100); // no step() sees this any more
        m_playout->stop();
        append(50);
        QCOMPARE(step(), Event::None);
        QCOMPARE(play(50).size(), std::size_t(50));
        QCOMPARE(step(), Event::Started);
        QCOMPARE(m_playout->playedSamples(), qint64(50));
    }

    void waitsForADeviceButNotForEver_data()
    {
        QTest::addColumn<bool>("hadADevice");
        QTest::addColumn<bool>("finishes");
        QTest::newRow("there was none from the start") << false << false;
        QTest::newRow("it was unplugged") << true << true;
    }

    void waitsForADeviceButNotForEver()
    {
        QFETCH(bool, hadADevice);
        QFETCH(bool, finishes);
        append(5000);
        play(hadADevice ? 10 : 0);
        step();
        QCOMPARE(stepAfter(9999ms), Event::None);
        QCOMPARE(stepAfter(1ms), finishes ? Event::Finished : Event::None);
        QVERIFY(m_playout->isIdle());
        QCOMPARE(play(5000), Pcm());
    }

    void goesOnWhenTheDeviceComesBackInTime()
    {
        append(5000);
        play(10);
        step();
        stepAfter(9s);
        play(10);
        QCOMPARE(stepAfter(5s), Event::None);
        QVERIFY(m_playout->isPlaying());
    }

private:
    bool append(std::size_t samples)
    {
        return m_playout->append(Pcm(samples, 1), m_handedOver, m_clock.now());
    }
    /// Plays samples as the device does.
    Pcm play(std::size_t samples)
    {
        Pcm out(samples);
        out.resize(m_ring->read(out));
        m_handedOver += out.size();
        return out;
    }
    Event step() { return m_playout->step(m_handedOver, m_clock.now()); }
    Event stepAfter(Duration time)
    {
        m_clock.advance(time);
        return step();
    }

    testing::ManualClock m_clock;
    std::unique_ptr<SpscRing> m_ring;
    std::unique_ptr<Playout> m_playout;
    quint64 m_handedOver = 0;
};

HOLDLINE_TEST(TestPlayout)

} // namespace holdline::tst_playout

#include "tst_playout.moc"
