// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/trailingsilence.h"

#include "support/manualclock.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_trailingsilence {

using namespace client;
using namespace testing;
using namespace std::chrono_literals;

class TestTrailingSilence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesInRealTime()
    {
        ManualClock clock;
        TrailingSilence trailing(clock);
        QSignalSpy silence(&trailing, &TrailingSilence::silence);
        trailing.start();
        clock.advance(100ms);
        QTRY_COMPARE(silence.size(), 5);
        QCOMPARE(silence[0][0].value<audio::Pcm>(), audio::Pcm(960));
        clock.advance(19ms);
        QVERIFY(!QTest::qWaitFor([&] { return silence.size() != 5; }, 50));
        clock.advance(1ms);
        QTRY_COMPARE(silence.size(), 6);
    }

    void endsByItself_data()
    {
        QTest::addColumn<bool>("turnOpen");
        QTest::addColumn<int>("blocks");
        QTest::newRow("after 700 ms") << false << 35;
        QTest::newRow("after 5 s when the server still hears a turn") << true << 250;
    }

    void endsByItself()
    {
        QFETCH(bool, turnOpen);
        QFETCH(int, blocks);
        ManualClock clock;
        TrailingSilence trailing(clock);
        trailing.setTurnOpen(turnOpen);
        QSignalSpy silence(&trailing, &TrailingSilence::silence);
        trailing.start();
        clock.advance(1h);
        QTRY_VERIFY(!trailing.isActive());
        QCOMPARE(silence.size(), blocks);
    }

    void endsWhenTheServerHasHeardTheEnd()
    {
        ManualClock clock;
        TrailingSilence trailing(clock);
        trailing.setTurnOpen(true);
        QSignalSpy silence(&trailing, &TrailingSilence::silence);
        trailing.start();
        clock.advance(1s);
        QTRY_COMPARE(silence.size(), 50);
        trailing.setTurnOpen(false);
        clock.advance(1s);
        QTRY_VERIFY(!trailing.isActive());
        QCOMPARE(silence.size(), 50);
    }

    void canBeStoppedByWhoHearsIt()
    {
        ManualClock clock;
        TrailingSilence trailing(clock);
        int blocks = 0;
        connect(&trailing, &TrailingSilence::silence, this, [&] {
            if (++blocks == 3)
                trailing.stop();
        });
        trailing.start();
        clock.advance(1h);
        QTRY_VERIFY(!trailing.isActive());
        QCOMPARE(blocks, 3);
    }
};

HOLDLINE_TEST(TestTrailingSilence)

} // namespace holdline::tst_trailingsilence

#include "tst_trailingsilence.moc"
