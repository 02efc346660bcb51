// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_resampler {

using namespace audio;
using namespace std::chrono_literals;

namespace {

/// Processes the stream in blocks of the given sizes, in turn.
Pcm inBlocks(Resampler &resampler, PcmView in, const QList<int> &sizes)
{
    Pcm out;
    for (qsizetype block = 0; !in.empty(); ++block) {
        const auto wanted = static_cast<std::size_t>(sizes[block % sizes.size()]);
        const Pcm part = resampler.process(in.first(std::min(in.size(), wanted)));
        in = in.subspan(std::min(in.size(), wanted));
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

/// The samples without the ramps of the filter at both ends.
PcmView middle(const Pcm &pcm)
{
    return PcmView(pcm).subspan(pcm.size() / 4, pcm.size() / 2);
}

} // namespace

class TestResampler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addRatePairs()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("device to recogniser") << 48000 << 16000;
        QTest::newRow("synthesiser to device") << 16000 << 48000;
        QTest::newRow("espeak to device") << 22050 << 48000;
        QTest::newRow("CD rate to device") << 44100 << 48000;
        QTest::newRow("telephone headset to device") << 8000 << 48000;
        QTest::newRow("equal rates") << 48000 << 48000;
    }

    void keepsDurationAndLoudness_data() { addRatePairs(); }
    void keepsDurationAndLoudness()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        Resampler resampler(from, to);
        const Pcm out = inBlocks(resampler, testing::sine(1000, from, 2s, 0.5), {from / 50});
        QVERIFY(out.size() <= static_cast<std::size_t>(2 * to) + 1);
        QVERIFY(out.size() >= static_cast<std::size_t>(2 * to - to / 200)); // 5 ms in the filter
        const double amplitude = testing::amplitudeAt(1000, to, middle(out));
        QVERIFY2(std::abs(amplitude - 0.5) < 0.01, qPrintable(QString::number(amplitude)));
    }

    void givesTheSameForAnySplit_data() { addRatePairs(); }
    void givesTheSameForAnySplit()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        const Pcm in = testing::noise(from, 500ms, 0.1);
        Resampler whole(from, to);
        const Pcm expected = whole.process(in);
        for (const QList<int> &sizes : {QList<int>{1}, {160, 7, 1}, {960}, {1, 4096}}) {
            Resampler resampler(from, to);
            QCOMPARE(inBlocks(resampler, in, sizes), expected);
        }
    }

    void rejectsWhatTheLowerRateCannotHold()
    {
        // 11 kHz would fold to 5 kHz at 16 kHz.
        Resampler resampler(48000, 16000);
        const Pcm out = resampler.process(testing::sine(11000, 48000, 1s, 0.5));
        QVERIFY(rmsOf(middle(out)) < 0.5e-4);
    }

    void answersAnEmptyBlockWithNothing()
    {
        Resampler resampler(48000, 16000);
        QCOMPARE(resampler.process({}), Pcm());
    }

    void startsANewStreamAfterAReset()
    {
        const Pcm in = testing::noise(48000, 100ms, 0.1);
        Resampler resampler(48000, 16000);
        const Pcm first = resampler.process(in);
        resampler.reset();
        QCOMPARE(resampler.process(in), first);
    }

    void overwritesTheBufferItIsGiven()
    {
        const Pcm in = testing::noise(16000, 20ms, 0.1);
        Resampler resampler(16000, 48000);
        Pcm out(5000, 7);
        resampler.process(in, out);
        Resampler other(16000, 48000);
        QCOMPARE(out, other.process(in));
    }

    void canBeMoved()
    {
        Resampler resampler(48000, 16000);
        Resampler moved = std::move(resampler);
        QCOMPARE(moved.fromRate(), 48000);
        QCOMPARE(moved.toRate(), 16000);
        QVERIFY(moved.process(testing::silence(48000, 100ms)).size() > 1500);
    }

private:
    static double rmsOf(PcmView pcm)
    {
        double energy = 0;
        for (const Sample sample : pcm)
            energy += double(sample) * sample;
        return std::sqrt(energy / double(pcm.size())) / 32768.0;
    }
};

HOLDLINE_TEST(TestResampler)

} // namespace holdline::tst_resampler

#include "tst_resampler.moc"
