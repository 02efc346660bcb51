// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/endpointer.h"
#include "core/overloaded.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_endpointer {

using namespace audio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kFrame = kSpeechRate / 100;

/// Pushes one frame for each letter: `v` is voiced, all others are not. Every sample of frame n is
/// n. Returns a letter for each: '.' silence, 'S' started, 'c' continued, 'E' ended.
class Tape
{
public:
    explicit Tape(Endpointer::Settings settings = {}) : endpointer(settings) { }

    QByteArray push(const QByteArray &verdicts)
    {
        QByteArray answers;
        for (const char verdict : verdicts) {
            const Pcm frame(kFrame, m_number++);
            const auto step = endpointer.push(frame, verdict == 'v');
            answers += std::visit(Overloaded{
                                      [](const Endpointer::Silence &) { return '.'; },
                                      [this](const Endpointer::TurnStarted &start) {
                                          preRoll = start.preRoll;
                                          return 'S';
                                      },
                                      [](const Endpointer::TurnContinued &) { return 'c'; },
                                      [](const Endpointer::TurnEnded &) { return 'E'; },
                                  },
                                  step);
        }
        return answers;
    }

    Endpointer endpointer;
    Pcm preRoll;

private:
    Sample m_number = 0;
};

QByteArray frames(char verdict, std::chrono::milliseconds duration)
{
    return QByteArray(duration / 10ms, verdict);
}

} // namespace

class TestEndpointer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsATurnAtFiveVoicedOfEight_data()
    {
        QTest::addColumn<QByteArray>("verdicts");
        QTest::addColumn<QByteArray>("answers");
        QTest::newRow("silence") << QByteArray("----------") << QByteArray("..........");
        QTest::newRow("five in a row") << QByteArray("--vvvvvv") << QByteArray("......Sc");
        QTest::newRow("with gaps") << QByteArray("v-v-v-vv") << QByteArray(".......S");
        QTest::newRow("four of eight") << QByteArray("vvvv----") << QByteArray("........");
        QTest::newRow("the fifth is too late")
            << QByteArray("v-vv-v--v") << QByteArray(".........");
        QTest::newRow("the fifth in the ninth frame")
            << QByteArray("-v-vv-v-v") << QByteArray("........S");
        QTest::newRow("a click now and then")
            << QByteArray("v---v---v---v---v---") << QByteArray("....................");
    }

    void startsATurnAtFiveVoicedOfEight()
    {
        QFETCH(QByteArray, verdicts);
        QTEST(Tape().push(verdicts), "answers");
    }

    void endsATurnAfterThePause_data()
    {
        QTest::addColumn<int>("pause");
        QTest::newRow("impatient") << 200;
        QTest::newRow("as delivered") << 500;
        QTest::newRow("patient") << 1500;
    }

    void endsATurnAfterThePause()
    {
        QFETCH(int, pause);
        const std::chrono::milliseconds duration(pause);
        Tape tape({.pause = duration});
        QCOMPARE(tape.push("vvvvv"), QByteArray("....S"));
        QCOMPARE(tape.push(frames('-', duration - 10ms)), frames('c', duration - 10ms));
        QVERIFY(tape.endpointer.inTurn());
        QCOMPARE(tape.push("-"), QByteArray("E"));
        QVERIFY(!tape.endpointer.inTurn());
    }

    void goesOnWhenThePauseWasTooShort()
    {
        Tape tape({.pause = 100ms});
        tape.push("vvvvv");
        QCOMPARE(tape.push("---------v---------v----------"),
                 QByteArray("ccccccccccccccccccccccccccccc") + "E");
    }

    void includesWhatWasHeardShortlyBefore_data()
    {
        QTest::addColumn<int>("quietFrames");
        QTest::addColumn<int>("firstFrame");
        // The turn starts with the fifth voiced frame, which up to 30 others precede.
        QTest::newRow("less than 300 ms into the stream") << 10 << 0;
        QTest::newRow("exactly 300 ms") << 26 << 0;
        QTest::newRow("long after") << 100 << 74;
    }

    void includesWhatWasHeardShortlyBefore()
    {
        QFETCH(int, quietFrames);
        QFETCH(int, firstFrame);
        Tape tape;
        tape.push(QByteArray(quietFrames, '-') + "vvvvv");
        Pcm expected;
        for (int number = firstFrame; number < quietFrames + 5; ++number)
            expected.insert(expected.end(), kFrame, static_cast<Sample>(number));
        QCOMPARE(tape.preRoll, expected);
    }

    void keepsTheLastTurnOutOfTheNextPreRoll()
    {
        Tape tape({.pause = 50ms});
        tape.push("vvvvv"
                  "-----");
        QVERIFY(!tape.endpointer.inTurn());
        tape.push("vvvvv");
        QCOMPARE(tape.preRoll.size(), 5 * kFrame);
        QCOMPARE(tape.preRoll.front(), Sample(10));
    }

    void cutsATurnAfterThirtySeconds()
    {
        Tape tape;
        const QByteArray answers = tape.push(frames('v', 31s));
        QCOMPARE(answers.indexOf('S'), 4);
        // The pre-roll of 50 ms counts: the turn has exactly 30 s of audio.
        QCOMPARE(answers.indexOf('E'), 30s / 10ms - 1);
        QCOMPARE(answers.indexOf('S', 5), answers.indexOf('E') + 5);
    }

    void takesAChangedPauseInTheTurnUnderWay_data()
    {
        QTest::addColumn<int>("pause");
        QTest::addColumn<QByteArray>("answers");
        QTest::newRow("shorter than the silence so far") << 100 << QByteArray("E...");
        QTest::newRow("shorter") << 220 << QByteArray("cE..");
        QTest::newRow("longer") << 1000 << QByteArray("cccc");
    }

    void takesAChangedPauseInTheTurnUnderWay()
    {
        QFETCH(int, pause);
        Tape tape;
        tape.push("vvvvv" + frames('-', 200ms));
        tape.endpointer.setPause(std::chrono::milliseconds(pause));
        QTEST(tape.push("----"), "answers");
    }

    void forgetsEverythingOnReset()
    {
        Tape tape;
        tape.push("----vvvvvv");
        tape.endpointer.reset();
        QVERIFY(!tape.endpointer.inTurn());
        QCOMPARE(tape.push("vvvv-"), QByteArray("....."));
        QCOMPARE(tape.push("v"), QByteArray("S"));
        QCOMPARE(tape.preRoll.size(), 6 * kFrame);
    }
};

HOLDLINE_TEST(TestEndpointer)

} // namespace holdline::tst_endpointer

#include "tst_endpointer.moc"
