// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/signals.h"
#include "support/tape.h"
#include "support/testcase.h"
#include "support/virtualsoundcard.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_tape {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using audio::kDeviceRate;

class TestTape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhenSomethingSounded()
    {
        VirtualSoundCard card;
        QCOMPARE(card.start(), QString());
        Tape first(u"micfeed.monitor"_s, card.environment());
        Tape second(u"micfeed.monitor"_s, card.environment());
        QVERIFY(first.start());
        QVERIFY(second.start());

        const Instant before = std::chrono::steady_clock::now();
        card.speak(sine(440, kDeviceRate, 300ms), kDeviceRate);
        const auto isOver = [](const Tape &tape) {
            const auto sounds = soundsIn(tape.samples());
            return !sounds.empty() && tape.samples().size() - sounds[0].end > kDeviceRate;
        };
        QTRY_VERIFY(isOver(first) && isOver(second));

        const Sound one = soundsIn(first.samples())[0];
        const Sound two = soundsIn(second.samples())[0];
        // The sound server renders some milliseconds ahead.
        const auto after = std::chrono::round<Duration>(first.timeOf(one.begin) - before);
        QVERIFY2(after > -20ms && after < 1s, QByteArray::number(qint64(after.count())));
        const auto length = audio::durationOf(one.end - one.begin, kDeviceRate);
        QVERIFY2(length > 290ms && length < 310ms, QByteArray::number(qint64(length.count())));
        // Two tapes of the same sound agree, though they were started one after the other.
        const auto apart = abs(first.timeOf(one.begin) - second.timeOf(two.begin));
        QVERIFY2(apart < 30ms, QByteArray::number(qint64(apart.count())));
        const auto found = first.sampleAt(first.timeOf(one.begin));
        const auto off =
            audio::durationOf(std::max(found, one.begin) - std::min(found, one.begin), kDeviceRate);
        QVERIFY2(off < 30ms, QByteArray::number(qint64(off.count())));
    }

    void findsSoundsBetweenSilences()
    {
        audio::Pcm samples;
        const auto add = [&samples](const audio::Pcm &part) {
            samples.insert(samples.end(), part.begin(), part.end());
        };
        QVERIFY(soundsIn(samples).empty());
        add(silence(kDeviceRate, 500ms));
        QVERIFY(soundsIn(samples).empty());
        add(sine(1000, kDeviceRate, 100ms));
        add(silence(kDeviceRate, 400ms));
        add(sine(1000, kDeviceRate, 100ms));
        add(silence(kDeviceRate, 1500ms));
        add(sine(1000, kDeviceRate, 100ms));

        const std::vector<Sound> sounds = soundsIn(samples);
        QCOMPARE(sounds.size(), 2U);
        QVERIFY(sounds[0].begin >= 24000 && sounds[0].begin < 24048);
        QVERIFY(sounds[0].end > 52700 && sounds[0].end <= 52800);
        QCOMPARE(soundsIn(samples, 300ms).size(), 3U);
    }
};

HOLDLINE_TEST(TestTape)

} // namespace holdline::tst_tape

#include "tst_tape.moc"
