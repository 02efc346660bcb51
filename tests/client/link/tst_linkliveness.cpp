// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/linkdriver.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_linkliveness {

using namespace client;
using namespace client::link;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How the machine finds out that a line is good, and later that it is dead.
class TestLinkLiveness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- liveness

    void asksASilentPeerAndThenGivesItUp_data()
    {
        QTest::addColumn<bool>("talking");
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("pongWait");
        QTest::newRow("in a conversation") << true << 2000 << 3000;
        QTest::newRow("idle") << false << 15000 << 5000;
    }

    void asksASilentPeerAndThenGivesItUp()
    {
        QFETCH(bool, talking);
        QFETCH(int, interval);
        QFETCH(int, pongWait);
        LinkDriver line;
        line.settle();
        if (talking)
            line.talk();
        else
            line.wait(9s); // 15 s since it was opened
        line.hear();
        QCOMPARE(line.wait(Duration(interval - 1)), Effects());
        QCOMPARE(line.wait(1ms), Effects{Effect::Ping});
        QCOMPARE(line.waitForTheEnd(), Duration(pongWait));
        QCOMPARE(line.in<Waiting>()->outage.reason, LossReason::TimedOut);
    }

    void anyByteAnswersThePing()
    {
        LinkDriver line;
        line.settle();
        line.talk();
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(line.wait(2s), Effects{Effect::Ping});
            line.now += 1900ms;
            line.hear();
            QCOMPARE(line.wait(100ms), Effects{Effect::Ping});
            line.hear();
        }
        QVERIFY(line.in<Live>());
    }

    void asksWhileBytesComeToo()
    {
        LinkDriver line;
        line.settle();
        line.talk();
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(line.wait(100ms), i == 19 ? Effects{Effect::Ping} : Effects());
            line.hear();
        }
    }

    void ownBytesThatLeavePutOffTheEnd()
    {
        LinkDriver line;
        line.settle();
        line.talk();
        QCOMPARE(line.wait(2s), Effects{Effect::Ping});
        line.now += 1900ms;
        line.handle(BytesLeft{line.dial()});
        line.wait(100ms);
        line.wait(2s);
        line.wait(899ms);
        QVERIFY(line.in<Live>());
        line.wait(1ms);
        QVERIFY(line.in<Waiting>());
    }

    void ownBytesThatLeaveDoNotPutOffTheQuestion()
    {
        LinkDriver line;
        line.settle();
        line.talk();
        line.now += 2s;
        line.handle(BytesLeft{line.dial()});
        QCOMPARE(line.wait(0ms), Effects{Effect::Ping});
    }

    void aSlowLineIsGivenFourRoundTripsAndASecond_data()
    {
        QTest::addColumn<bool>("talking");
        QTest::newRow("in a conversation") << true;
        QTest::newRow("idle") << false;
    }

    void aSlowLineIsGivenFourRoundTripsAndASecond()
    {
        QFETCH(bool, talking);
        LinkDriver line;
        line.settle();
        line.handle(ConversationSet{talking});
        line.pong(1500ms);
        line.hear();
        QCOMPARE(line.waitForTheEnd(), 7000ms);
    }

    void smoothsTheRoundTripByOneEighth()
    {
        LinkDriver line;
        line.settle();
        const auto measure = [&](Duration roundTrip) {
            line.pong(roundTrip);
            return line.in<Live>()->roundTrip.value();
        };
        QCOMPARE(measure(80ms), 80ms);
        QCOMPARE(measure(160ms), 90ms);
        QCOMPARE(measure(90ms), 90ms);
    }

    void aPongThatCannotBeAnAnswerMeasuresNothing()
    {
        LinkDriver line;
        line.settle();
        line.pong(6001ms); // from before the line was opened
        line.pong(-1ms);
        QVERIFY(!line.in<Live>()->roundTrip);
    }

    void measuresAtTheBeginningOfASession()
    {
        LinkDriver line;
        line.openDurable();
        line.handle(Greeted{line.dial()});
        QCOMPARE(line.handle(SessionNamed{line.dial(), false}), Effects{Effect::Ping});
    }

    void asksAgainAfterTheComputerSlept()
    {
        LinkDriver line;
        line.settle();
        line.talk();
        line.wait(2s);
        QCOMPARE(line.wait(8h), Effects{Effect::Ping});
        QCOMPARE(line.wait(2s), Effects{Effect::Ping});
        QCOMPARE(line.wait(999ms), Effects());
        QCOMPARE(line.wait(1ms), (Effects{Effect::Drop, Effect::ReportLost}));
    }

    // ---- the session

    void aServerThatNamesNoSessionIsLiveAllTheSame()
    {
        LinkDriver line;
        line.open();
        QVERIFY(line.in<Live>());
        QCOMPARE(line.wait(4s), Effects{Effect::ReportNameless});
        QVERIFY(line.in<Live>());
        line.hear();
        QCOMPARE(line.wait(10s), Effects());
    }

    void waitsFourSecondsForTheHelloAndAsLongForTheWelcome_data()
    {
        QTest::addColumn<bool>("greeted");
        QTest::newRow("no hello") << false;
        QTest::newRow("no welcome") << true;
    }

    void waitsFourSecondsForTheHelloAndAsLongForTheWelcome()
    {
        QFETCH(bool, greeted);
        LinkDriver line;
        line.openDurable();
        line.hear();
        if (greeted) {
            line.wait(3s);
            line.handle(Greeted{line.dial()});
        }
        Effects effects;
        QCOMPARE(line.waitForDeadline(&effects), 4000ms);
        QCOMPARE(effects, (Effects{Effect::Close, Effect::ReportLost}));
        QVERIFY(line.in<Waiting>());
        QCOMPARE(line.in<Waiting>()->outage.reason, LossReason::TimedOut);
        QCOMPARE(line.attempt(), 1); // bytes alone do not prove a good connection here
    }

    void aWelcomeMakesAGoodConnection()
    {
        LinkDriver line;
        line.refuse();
        line.waitForDeadline();
        line.openDurable();
        line.hear();
        QCOMPARE(line.attempt(), 1);
        line.join();
        QCOMPARE(line.attempt(), 0);
        Effects effects;
        line.waitForDeadline(&effects);
        QVERIFY(effects.empty()); // settled
        QCOMPARE(line.in<Live>()->trust, Live::Trust::Settled);
    }

    void aNamedSessionIsNotReportedNameless()
    {
        LinkDriver line;
        line.openAndHear();
        line.handle(SessionNamed{line.dial(), true});
        QCOMPARE(line.in<Live>()->restoredAt, line.now);
        QCOMPARE(line.wait(4s), Effects());
    }
};

HOLDLINE_TEST(TestLinkLiveness)

} // namespace holdline::tst_linkliveness

#include "tst_linkliveness.moc"
