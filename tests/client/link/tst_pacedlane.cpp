// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/pacedlane.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_pacedlane {

using namespace client;
using namespace std::chrono_literals;

namespace {

const Instant kStart{std::chrono::hours(1)};

} // namespace

class TestPacedLane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOutAtOnceWithoutAPace()
    {
        PacedLane lane;
        lane.push("hello", kStart);
        QCOMPARE(lane.take(kStart), "hello");
        QVERIFY(!lane.nextArrival());
        QCOMPARE(lane.room(), PacedLane::kMostHeld);
    }

    void keepsBytesForItsDelay()
    {
        PacedLane lane;
        lane.setPace({.delay = 300ms});
        lane.push("hello", kStart);
        QCOMPARE(*lane.nextArrival(), kStart + 300ms);
        QCOMPARE(lane.take(kStart + 299ms), "");
        QCOMPARE(lane.take(kStart + 300ms), "hello");
    }

    void sendsNoFasterThanItsRate()
    {
        PacedLane lane;
        lane.setPace({.bytesPerSecond = 8'000, .delay = 300ms});
        lane.push(QByteArray(4'000, 'x'), kStart);
        qsizetype arrived = 0;
        for (const auto at : {400ms, 500ms, 600ms, 700ms, 800ms}) {
            arrived += lane.take(kStart + at).size();
            const auto sent = (at - 300ms).count() * 8'000 / 1'000;
            QVERIFY(arrived <= sent);
            QVERIFY(arrived > sent - 600);
        }
        QCOMPARE(arrived, 4'000);
    }

    void countsIdleTimeForNothing()
    {
        PacedLane lane;
        lane.setPace({.bytesPerSecond = 8'000});
        lane.push("first", kStart);
        lane.take(kStart + 10s);
        lane.push(QByteArray(512, 'x'), kStart + 10s);
        QCOMPARE(*lane.nextArrival(), kStart + 10s + 64ms);
    }

    void takesNoMoreThanItsQueueHolds()
    {
        PacedLane lane;
        lane.setPace({.bytesPerSecond = 100'000, .delay = 100ms});
        const qint64 room = lane.room();
        QCOMPARE(room, 35'000);
        lane.push(QByteArray(room, 'x'), kStart);
        QCOMPARE(lane.room(), 0);
        lane.take(kStart + 200ms);
        QVERIFY(lane.room() > 0);
        QVERIFY(lane.room() < room);
    }

    void isNeverOvertakenWhenThePaceChanges()
    {
        PacedLane lane;
        lane.setPace({.bytesPerSecond = 1'000, .delay = 300ms});
        lane.push(QByteArray(500, 'a'), kStart);
        lane.setPace({});
        QCOMPARE(lane.room(), PacedLane::kMostHeld - 500);
        lane.push("b", kStart);
        QCOMPARE(lane.take(kStart + 799ms), "");
        QCOMPARE(lane.take(kStart + 800ms), QByteArray(500, 'a') + "b");
    }
};

HOLDLINE_TEST(TestPacedLane)

} // namespace holdline::tst_pacedlane

#include "tst_pacedlane.moc"
