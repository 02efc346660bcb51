// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/spscring.h"
#include "support/testcase.h"

#include <QTest>

#include <numeric>
#include <thread>

namespace holdline::tst_spscring {

using namespace audio;

namespace {

Pcm countingFrom(Sample first, std::size_t count)
{
    Pcm pcm(count);
    std::iota(pcm.begin(), pcm.end(), first);
    return pcm;
}

Pcm read(SpscRing &ring, std::size_t count)
{
    Pcm out(count);
    out.resize(ring.read(out));
    return out;
}

} // namespace

class TestSpscRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundsItsCapacityUp_data()
    {
        QTest::addColumn<std::size_t>("asked");
        QTest::addColumn<std::size_t>("capacity");
        QTest::newRow("nothing") << std::size_t(0) << std::size_t(1);
        QTest::newRow("a power of two") << std::size_t(8) << std::size_t(8);
        QTest::newRow("one more") << std::size_t(9) << std::size_t(16);
    }

    void roundsItsCapacityUp()
    {
        QFETCH(std::size_t, asked);
        QTEST(SpscRing(asked).capacity(), "capacity");
    }

    void keepsTheOrderAcrossItsEnd()
    {
        SpscRing ring(8);
        Sample next = 0;
        for (int round = 0; round < 20; ++round) {
            QCOMPARE(ring.write(countingFrom(next, 5)), std::size_t(5));
            QCOMPARE(ring.size(), std::size_t(5));
            QCOMPARE(read(ring, 5), countingFrom(next, 5));
            next = static_cast<Sample>(next + 5);
        }
    }

    void takesWhatFitsAndGivesWhatIsThere()
    {
        SpscRing ring(8);
        QCOMPARE(read(ring, 3), Pcm());
        QCOMPARE(ring.write(countingFrom(0, 12)), std::size_t(8));
        QCOMPARE(ring.write(countingFrom(0, 1)), std::size_t(0));
        QCOMPARE(read(ring, 3), countingFrom(0, 3));
        QCOMPARE(ring.write(countingFrom(8, 12)), std::size_t(3));
        QCOMPARE(read(ring, 100), countingFrom(3, 8));
        QCOMPARE(ring.size(), std::size_t(0));
    }

    void forgetsWhatWasWrittenBeforeADiscard()
    {
        SpscRing ring(8);
        ring.write(countingFrom(0, 6));
        ring.discard();
        QCOMPARE(ring.size(), std::size_t(0));
        ring.write(countingFrom(50, 2));
        QCOMPARE(ring.size(), std::size_t(2));
        QCOMPARE(read(ring, 8), countingFrom(50, 2));
        ring.discard();
        QCOMPARE(read(ring, 8), Pcm());
    }

    void neverWritesOverSamplesThatMayBeBeingRead()
    {
        SpscRing ring(8);
        ring.write(countingFrom(0, 8));
        ring.discard();
        QCOMPARE(ring.write(countingFrom(50, 4)), std::size_t(0));
        QCOMPARE(read(ring, 4), Pcm());
        QCOMPARE(ring.write(countingFrom(50, 4)), std::size_t(4));
        QCOMPARE(read(ring, 4), countingFrom(50, 4));
    }

    void handsAStreamToAnotherThread()
    {
        constexpr std::size_t kTotal = 2'000'000;
        SpscRing ring(1024);
        std::thread producer([&ring] {
            for (std::size_t sent = 0; sent < kTotal;) {
                const Pcm block = countingFrom(static_cast<Sample>(sent),
                                               std::min(1 + sent % 300, kTotal - sent));
                const std::size_t taken = ring.write(block);
                sent += taken;
                if (taken == 0)
                    std::this_thread::yield();
            }
        });
        std::size_t received = 0;
        std::size_t wrong = 0;
        Pcm block(256);
        while (received < kTotal) {
            const std::size_t count = ring.read(block);
            for (std::size_t i = 0; i < count; ++i)
                wrong += block[i] != static_cast<Sample>(received + i);
            received += count;
            if (count == 0)
                std::this_thread::yield();
        }
        producer.join();
        QCOMPARE(received, kTotal);
        QCOMPARE(wrong, std::size_t(0));
    }

    void discardsUnderAReadingThread()
    {
        // Each generation is a series of equal samples. After a discard, one read may still finish
        // the old generation, but no later one returns to it.
        SpscRing ring(512);
        std::atomic<bool> done{false};
        std::thread producer([&] {
            for (Sample generation = 1; generation <= 2000; ++generation) {
                ring.discard();
                const Pcm block(200, generation);
                while (ring.write(block) == 0)
                    std::this_thread::yield();
            }
            done = true;
        });
        Pcm block(64);
        Sample newest = 0;
        int backwards = 0;
        while (!done || ring.size() > 0) {
            const std::size_t count = ring.read(block);
            if (count == 0)
                std::this_thread::yield();
            for (std::size_t i = 0; i < count; ++i) {
                backwards += block[i] < newest;
                newest = block[i];
            }
        }
        producer.join();
        QCOMPARE(backwards, 0);
        QCOMPARE(newest, Sample(2000));
    }
};

HOLDLINE_TEST(TestSpscRing)

} // namespace holdline::tst_spscring

#include "tst_spscring.moc"
