// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/microphonestream.h"

#include "support/fakeline.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QTest>

#include <numeric>

namespace holdline::tst_microphonestream {

using namespace client;
using namespace testing;
using namespace std::chrono_literals;

class TestMicrophoneStream : public QObject
{
    Q_OBJECT

private:
    /// Samples that count up, so that the test sees where each one went.
    audio::Pcm next(std::size_t samples)
    {
        audio::Pcm block(samples);
        std::iota(block.begin(), block.end(), m_next);
        m_next = static_cast<audio::Sample>(m_next + static_cast<int>(samples));
        return block;
    }
    static audio::Pcm sent(const FakeLine &line)
    {
        audio::Pcm all;
        for (const protocol::AudioFrame &frame : line.frames()) {
            const audio::Pcm pcm = audio::fromBytes(frame.pcm);
            all.insert(all.end(), pcm.begin(), pcm.end());
        }
        return all;
    }

    audio::Sample m_next = 0;

private Q_SLOTS:
    void init() { m_next = 0; }

    void cutsBlocksOfAnyLengthIntoFrames_data()
    {
        QTest::addColumn<int>("block");
        QTest::newRow("single samples") << 1;
        QTest::newRow("20 ms, as from the sound card") << 960;
        QTest::newRow("exactly a frame") << 2048;
        QTest::newRow("several frames") << 5000;
    }

    void cutsBlocksOfAnyLengthIntoFrames()
    {
        QFETCH(int, block);
        FakeLine line;
        line.startSession();
        const ManualClock clock;
        MicrophoneStream stream(line.plain(), clock);
        for (int pushed = 0; pushed < 3 * 2048; pushed += block)
            stream.push(next(static_cast<std::size_t>(block)), false);

        QVERIFY(line.frames().size() >= 3);
        for (const protocol::AudioFrame &frame : line.frames())
            QCOMPARE(frame.pcm.size(), 2 * 2048);
        audio::Pcm expected(sent(line).size());
        std::iota(expected.begin(), expected.end(), audio::Sample(0));
        QCOMPARE(sent(line), expected);
    }

    void eachFrameTellsTheTimeAndWhetherAnAnswerPlays()
    {
        FakeLine line;
        line.startSession();
        ManualClock clock;
        // 2³² ms after the epoch and 5 ms more.
        clock.setWallTime(WallTime(Duration((1LL << 32) + 5)));
        MicrophoneStream stream(line.plain(), clock);
        stream.push(next(2048), false);
        clock.advance(43ms);
        stream.push(next(2048), true);
        QCOMPARE(line.frames().size(), 2);
        QCOMPARE(line.frames()[0].timestampMs, 5U);
        QVERIFY(!line.frames()[0].speechPlaying);
        QCOMPARE(line.frames()[1].timestampMs, 48U);
        QVERIFY(line.frames()[1].speechPlaying);
    }

    void nothingSaidWhileTheLineIsDownIsSentLater()
    {
        FakeLine line;
        line.startSession();
        const ManualClock clock;
        MicrophoneStream stream(line.plain(), clock);
        stream.push(audio::Pcm(2000, 1), false);
        line.goDown();
        stream.push(audio::Pcm(4000, 2), false);
        line.startSession();
        stream.push(audio::Pcm(2048, 3), false);
        QCOMPARE(sent(line), audio::Pcm(2048, 3));
    }

    void restartForgetsTheUnfinishedFrame()
    {
        FakeLine line;
        line.startSession();
        const ManualClock clock;
        MicrophoneStream stream(line.plain(), clock);
        stream.push(audio::Pcm(2000, 1), false);
        stream.restart();
        stream.push(audio::Pcm(2048, 2), false);
        QCOMPARE(sent(line), audio::Pcm(2048, 2));
    }

    void whatACongestedLineRefusesIsNotSentLater()
    {
        FakeLine line;
        line.startSession();
        line.setRoom(0);
        const ManualClock clock;
        MicrophoneStream stream(line.plain(), clock);
        stream.push(audio::Pcm(2048, 1), false);
        line.setRoom(std::nullopt);
        stream.push(audio::Pcm(2048, 2), false);
        QCOMPARE(sent(line), audio::Pcm(2048, 2));
    }
};

HOLDLINE_TEST(TestMicrophoneStream)

} // namespace holdline::tst_microphonestream

#include "tst_microphonestream.moc"
