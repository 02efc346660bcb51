// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/heldspeech.h"

#include "support/fakeline.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_heldspeech {

using namespace client;
using namespace testing;
using namespace std::chrono_literals;

class TestHeldSpeech : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        ManualClock clock;
        FakeLine line;
        HeldSpeech held{line.durable(), clock};
        quint64 position = 0;

        Bench()
        {
            line.hold(clock);
            QObject::connect(&line, &Line::lost, &held, [this] { held.onLost(); });
            line.startSession(FakeLine::Origin::New);
            held.onSessionStarted(true);
        }
        void say(Duration duration)
        {
            for (Duration said{0}; said < duration; said += 100ms) {
                held.take({.position = position, .stream = 1, .pcm = QByteArray(3200, 'a')});
                position += 1600;
            }
        }
        std::optional<HeldSpeech::LateNote> comeBack()
        {
            line.startSession(FakeLine::Origin::Resumed);
            return held.onSessionStarted(false);
        }
        QList<quint64> sent() const
        {
            QList<quint64> positions;
            for (const protocol::AudioItem &item : line.items())
                positions += item.position / 1600;
            return positions;
        }
        QList<bool> marks() const
        {
            QList<bool> all;
            for (const protocol::AudioItem &item : line.items())
                all += item.replayed;
            return all;
        }
    };

private Q_SLOTS:
    void whatIsSaidOnALiveLineGoesOutUnmarked()
    {
        Bench bench;
        bench.say(200ms);
        QCOMPARE(bench.marks(), QList<bool>({false, false}));
        QVERIFY(!bench.held.isHolding());
        QVERIFY(!bench.held.owesEnd());
        QCOMPARE(bench.held.tally(), HeldSpeech::Tally{});
    }

    void whatIsSaidWhileItIsDownGoesOutInOrderAndMarked()
    {
        Bench bench;
        bench.say(100ms);
        bench.line.goDown();
        QVERIFY(bench.held.isHolding());
        bench.say(300ms);
        QCOMPARE(bench.held.held(), 300ms);
        QCOMPARE(bench.held.tally().kept, Duration(300));
        QCOMPARE(bench.comeBack(), std::nullopt);
        bench.say(100ms);
        QCOMPARE(bench.sent(), QList<quint64>({0, 1, 2, 3, 4}));
        QCOMPARE(bench.marks(), QList<bool>({false, true, true, true, false}));
        QVERIFY(!bench.held.owesEnd());
    }

    void whatIsSaidWhileOlderWaitsIsMarkedToo()
    {
        Bench bench;
        bench.line.goDown();
        bench.say(200ms);
        bench.line.setRoom(1);
        bench.comeBack();
        bench.say(100ms); // the room of one item is used
        bench.line.setRoom(std::nullopt);
        bench.say(100ms);
        QCOMPARE(bench.marks(), QList<bool>({true, true, true, false}));
    }

    void somethingUnmarkedIsOwedAfterSpeechThatWasHeld()
    {
        Bench bench;
        bench.line.goDown();
        bench.say(200ms);
        bench.comeBack();
        QVERIFY(bench.held.owesEnd());
        bench.held.take({.pcm = QByteArray(3200, '\0')}, true);
        QVERIFY(!bench.held.owesEnd());
        QVERIFY(!bench.line.items().last().replayed);
    }

    void somethingUnmarkedIsOwedAfterWhatMayBeSentAgain()
    {
        Bench bench;
        bench.say(200ms);
        bench.clock.advance(20s);
        bench.line.goDown();
        bench.comeBack();
        QVERIFY(bench.held.owesEnd());
        bench.held.take({.pcm = QByteArray(3200, '\0')}, true);
        bench.clock.advance(2min);
        bench.line.goDown();
        bench.comeBack();
        QVERIFY(!bench.held.owesEnd());
    }

    void takesSixtySecondsAndNothingAfterThem()
    {
        Bench bench;
        QSignalSpy changed(&bench.held, &HeldSpeech::changed);
        bench.line.goDown();
        bench.held.take({.position = 0, .stream = 1, .pcm = QByteArray(1600, 'a')});
        bench.say(59900ms);
        QVERIFY(!bench.held.isFull());
        bench.say(100ms);
        QVERIFY(bench.held.isFull());
        // An item that would still fit is refused, because speech before it is missing.
        QVERIFY(!changed.isEmpty());
        bench.held.take({.position = 9, .stream = 1, .pcm = QByteArray(32, 'a')});
        bench.say(900ms);
        QCOMPARE(bench.held.held(), HeldSpeech::kLimit - 50ms);
        QCOMPARE(bench.held.tally().kept, Duration(59950));
        QCOMPARE(bench.held.tally().refused, Duration(1001));

        bench.comeBack();
        QCOMPARE(bench.line.items().size(), 600);
        QVERIFY(!bench.held.isFull());
        bench.say(100ms);
        QCOMPARE(bench.line.items().size(), 601);
    }

    void aCongestedLiveLineHoldsToo()
    {
        Bench bench;
        bench.line.setRoom(0);
        bench.say(3s);
        QVERIFY(!bench.held.isHolding());
        bench.say(100ms);
        QVERIFY(bench.held.isHolding());
        bench.line.setRoom(std::nullopt);
        QVERIFY(!bench.held.isHolding());
    }

    void speechOfLongAgoIsANote_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("late");
        QTest::newRow("two minutes are not long") << 120 << false;
        QTest::newRow("more are") << 121 << true;
    }

    void speechOfLongAgoIsANote()
    {
        QFETCH(int, seconds);
        QFETCH(bool, late);
        Bench bench;
        bench.line.goDown();
        bench.say(1s);
        bench.clock.advance(std::chrono::seconds(seconds));
        const auto note = bench.comeBack();
        QCOMPARE(note.has_value(), late);
        QCOMPARE(bench.line.items().size(), late ? 0 : 10);
        if (late)
            QCOMPARE(*note, (HeldSpeech::LateNote{.speech = 1s, .age = 121s}));
    }

    void aNoteGoesOutWhenItIsSentAndWhatWasSaidMeanwhileAfterIt()
    {
        Bench bench;
        bench.line.goDown();
        bench.say(200ms);
        bench.clock.advance(3min);
        bench.comeBack();
        QVERIFY(bench.held.isHolding());
        bench.say(100ms);
        QVERIFY(bench.line.items().isEmpty());
        QCOMPARE(bench.held.held(), 300ms);
        bench.held.sendNote();
        QCOMPARE(bench.sent(), QList<quint64>({0, 1, 2}));
        QVERIFY(!bench.held.isHolding());
    }

    void whatWasSaidAfterADiscardedNoteIsKept()
    {
        Bench bench;
        bench.line.goDown();
        bench.say(200ms);
        bench.clock.advance(3min);
        bench.comeBack();
        bench.say(100ms);
        bench.held.discardNote();
        QCOMPARE(bench.sent(), QList<quint64>({2}));
        QCOMPARE(bench.held.held(), 0ms);
    }

    void aNoteWaitsOnThroughAnotherCut()
    {
        Bench bench;
        bench.line.goDown();
        bench.say(200ms);
        bench.clock.advance(3min);
        bench.comeBack();
        bench.line.goDown();
        QVERIFY(!bench.held.isNoteOffered());
        QVERIFY(bench.comeBack());
        bench.say(100ms);
        bench.line.goDown(); // newer speech makes the note young again
        QVERIFY(!bench.comeBack());
        QCOMPARE(bench.sent(), QList<quint64>({0, 1, 2}));
    }

    void forgetsAllThatWaits()
    {
        Bench bench;
        bench.line.goDown();
        bench.say(200ms);
        bench.held.forget();
        QCOMPARE(bench.held.held(), 0ms);
        QCOMPARE(bench.held.tally(), HeldSpeech::Tally{});
        bench.comeBack();
        QVERIFY(bench.line.items().isEmpty());
    }
};

HOLDLINE_TEST(TestHeldSpeech)

} // namespace holdline::tst_heldspeech

#include "tst_heldspeech.moc"
