// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/linkdriver.h"
#include "support/testcase.h"

#include <QSet>
#include <QTest>

namespace holdline::tst_linkretries {

using namespace client;
using namespace client::link;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// When the machine dials again, and when it gives up.
class TestLinkRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- retrying

    void triesAsThePolicySaysAndThenFails()
    {
        LinkDriver line;
        line.refuse();
        for (const auto wait : {1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s, 30s, 30s}) {
            QVERIFY(line.in<Waiting>());
            QCOMPARE(line.waitForDeadline(), Duration(wait));
            QVERIFY(line.in<Dialing>());
            line.refuse();
        }
        QCOMPARE(line.dial(), 11);
        QVERIFY(line.in<Failed>());
        QCOMPARE(line.in<Failed>()->reason, LossReason::Refused);
        QCOMPARE(line.in<Failed>()->detail, u"Connection refused"_s);
        line.wait(24h);
        QVERIFY(line.in<Failed>());
        line.handle(ReconnectNow{});
        QVERIFY(line.in<Dialing>());
        QCOMPARE(line.attempt(), 0);
    }

    void neverGivesUpWithoutALimit()
    {
        LinkDriver line(u"always-on"_s);
        for (int i = 0; i < 200; ++i) {
            line.refuse();
            line.waitForDeadline();
        }
        QVERIFY(line.in<Dialing>());
    }

    void firstRetryAfterALossIsAtOnceAndUncounted()
    {
        QSet<Duration::rep> waits;
        for (quint32 seed = 1; seed <= 50; ++seed) {
            LinkDriver line(u"standard"_s, seed);
            line.settle();
            line.close(1000);
            QCOMPARE(line.attempt(), 0);
            const Duration wait = line.waitForDeadline();
            QVERIFY(wait <= 250ms);
            waits.insert(wait.count());
            line.refuse();
            QCOMPARE(line.attempt(), 1);
            QCOMPARE(line.waitForDeadline(), 1000ms);
        }
        QVERIFY2(waits.size() > 20, "clients that lose one server together come back apart");
    }

    void sameSeedGivesSameWaits()
    {
        const auto firstWait = [](quint32 seed) {
            LinkDriver line(u"standard"_s, seed);
            line.settle();
            line.close(1000);
            return line.waitForDeadline();
        };
        QCOMPARE(firstWait(77), firstWait(77));
    }

    void aConnectionThatSaysNothingCountsAsAFailedTry()
    {
        LinkDriver line;
        for (int i = 0; i < 10; ++i) {
            line.open();
            line.close(1000);
            QCOMPARE(line.attempt(), i + 1);
            line.waitForDeadline();
        }
        line.open();
        line.close(1000);
        QVERIFY(line.in<Failed>());
    }

    void countsAnewAfterTheFirstByte()
    {
        LinkDriver line;
        line.refuse();
        line.waitForDeadline();
        line.refuse();
        line.waitForDeadline();
        QCOMPARE(line.attempt(), 2);
        line.open();
        QCOMPARE(line.attempt(), 2);
        line.hear();
        QCOMPARE(line.attempt(), 0);
    }

    void countsAnewAfterFiveSilentSeconds()
    {
        LinkDriver line;
        line.refuse();
        line.waitForDeadline();
        line.open();
        line.wait(4999ms);
        QCOMPARE(line.attempt(), 1);
        line.wait(1ms);
        QCOMPARE(line.attempt(), 0);
    }

    void aServerThatGreetsAndClosesIsDialledOnceASecondAtMost()
    {
        LinkDriver line;
        Instant last = line.now;
        for (int i = 0; i < 20; ++i) {
            line.openAndHear();
            line.close(1000);
            line.waitForDeadline();
            QVERIFY(line.in<Dialing>());
            QVERIFY(line.now - last >= 1s);
            last = line.now;
        }
    }

    void aNewPolicyHoldsAtOnce()
    {
        LinkDriver line(u"initial=30s,max=30s"_s);
        line.refuse();
        line.handle(PolicySet{BackoffPolicy::parse(u"initial=100ms,attempts=1"_s).value()});
        QCOMPARE(line.waitForDeadline(), 100ms);
        line.refuse();
        QVERIFY(line.in<Failed>());
    }

    // ---- dialling

    void aDialWithoutAnAnswerTimesOut_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::addColumn<LossReason>("reason");
        QTest::newRow("nothing came") << false << LossReason::TimedOut;
        QTest::newRow("something came that is no WebSocket") << true << LossReason::NotAWebSocket;
    }

    void aDialWithoutAnAnswerTimesOut()
    {
        QFETCH(bool, answered);
        LinkDriver line;
        if (answered)
            line.hear();
        QCOMPARE(line.waitForDeadline(), 6000ms);
        QVERIFY(line.in<Waiting>());
        QTEST(line.in<Waiting>()->outage.reason, "reason");
    }

    void someRefusalsAreFinal_data()
    {
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<bool>("final");
        QTest::newRow("not authorised") << LossReason::NotAuthorised << true;
        QTest::newRow("not found") << LossReason::NotFound << true;
        QTest::newRow("TLS") << LossReason::Tls << true;
        QTest::newRow("refused") << LossReason::Refused << false;
        QTest::newRow("no such host") << LossReason::HostNotFound << false;
        QTest::newRow("no WebSocket") << LossReason::NotAWebSocket << false;
        QTest::newRow("server error") << LossReason::ServerError << false;
        QTest::newRow("busy") << LossReason::Busy << false;
        QTest::newRow("no network") << LossReason::NoNetwork << false;
    }

    void someRefusalsAreFinal()
    {
        QFETCH(LossReason, reason);
        QFETCH(bool, final);
        LinkDriver line;
        line.handle(DialFailed{line.dial(), reason, u"said"_s});
        QCOMPARE(line.in<Failed>() != nullptr, final);
        QCOMPARE(line.reason(), reason);
    }

    void anAnswerThatDripsDoesNotMakeTheDialLonger()
    {
        LinkDriver line;
        for (int second = 0; second < 5; ++second) {
            line.hear();
            line.wait(1s);
        }
        line.hear();
        QCOMPARE(line.waitForDeadline(), 1000ms);
        QVERIFY(line.in<Waiting>());
    }

    void reconnectNowIsUncountedAndAtOnce()
    {
        LinkDriver line(u"initial=30s,max=30s"_s);
        line.refuse();
        line.wait(5s);
        line.handle(ReconnectNow{});
        QVERIFY(line.in<Dialing>());
        QCOMPARE(line.attempt(), 0);
    }

    void reconnectNowWaitsForASecondSinceTheLastDial()
    {
        LinkDriver line(u"initial=30s,max=30s"_s);
        line.refuse();
        line.wait(300ms);
        for (int clicks = 0; clicks < 100; ++clicks)
            line.handle(ReconnectNow{});
        QVERIFY(line.in<Waiting>());
        QCOMPARE(line.waitForDeadline(), 700ms);
        QVERIFY(line.in<Dialing>());
    }

    void aNewAddressDuringAnOutageIsDialledAtOnce()
    {
        LinkDriver line(u"initial=30s,max=30s"_s);
        line.settle();
        line.close(1000);
        line.waitForDeadline();
        line.refuse();
        line.handle(EndpointSet{.usable = true, .changed = true});
        QVERIFY(line.in<Dialing>());
        QVERIFY2(line.in<Dialing>()->outage, "it is still the same outage");
    }

    void startsOnceThereIsAnAddress()
    {
        LinkMachine machine(BackoffPolicy::standard(), kTimings, 1);
        QCOMPARE(machine.handle(Start{}, kNow), Effects());
        QVERIFY(std::holds_alternative<AwaitingEndpoint>(machine.state().stage));
        QCOMPARE(machine.handle(EndpointSet{.usable = true, .changed = true}, kNow),
                 Effects{Effect::Dial});
    }

    void anAddressThatIsLostIsNotDialledAgain()
    {
        LinkDriver line;
        line.settle();
        QCOMPARE(line.handle(EndpointLost{}), Effects());
        QVERIFY2(line.in<Live>(), "the server may still say good-bye");
        line.close(1000);
        line.waitForDeadline();
        QVERIFY(line.in<AwaitingEndpoint>());
        QVERIFY(line.in<AwaitingEndpoint>()->outage);
        QCOMPARE(line.handle(ReconnectNow{}), Effects());
        QCOMPARE(line.handle(EndpointSet{.usable = true, .changed = true}), Effects{Effect::Dial});
        QVERIFY2(line.in<Dialing>()->outage, "it is still the same outage");
    }

    // ---- closing

    void stopClosesPolitelyAndForGood()
    {
        LinkDriver line;
        line.settle();
        QCOMPARE(line.handle(Stop{}), (Effects{Effect::Close, Effect::ReportLost}));
        line.wait(24h);
        line.handle(EndpointSet{.usable = true, .changed = true});
        line.close(1006);
        QVERIFY(line.in<Stopped>());
    }

    void aSecondRejectionInARowIsTheEnd()
    {
        LinkDriver line;
        line.openAndHear();
        line.close(1008);
        QVERIFY(line.in<Waiting>());
        line.waitForDeadline();
        line.openAndHear();
        line.close(1007);
        QVERIFY(line.in<Failed>());
        QCOMPARE(line.in<Failed>()->reason, LossReason::Rejected);
    }

    void aSessionThatCanBeHeldIsGivenUpBeforeTheLine()
    {
        LinkDriver line;
        for (int i = 1; i <= 2; ++i) {
            line.openDurable();
            line.join();
            line.close(4400);
            QVERIFY(line.in<Waiting>());
            QCOMPARE(line.in<Waiting>()->outage.rejections, i);
            line.waitForDeadline();
        }
        line.openDurable();
        line.join();
        line.close(4400);
        QVERIFY(line.in<Failed>());
    }

    void aPlainSessionIsNot()
    {
        LinkDriver line;
        line.openAndHear();
        line.close(4400);
        line.waitForDeadline();
        line.openAndHear();
        line.close(4400);
        QVERIFY(line.in<Failed>());
    }

    void whatIsRefusedIsClosedPolitely()
    {
        LinkDriver line;
        line.settle();
        QCOMPARE(line.handle(Refused{line.dial(), {.after = 5s}, {}}),
                 (Effects{Effect::Close, Effect::ReportLost}));
        QCOMPARE(line.attempt(), 1);
        const Duration wait = line.waitForDeadline();
        QVERIFY(wait >= 5s && wait <= 6s);
    }

    void aNetworkLossInBetweenDoesNotExcuseARejection()
    {
        LinkDriver line;
        line.openAndHear();
        line.close(1008);
        line.waitForDeadline();
        line.openAndHear();
        line.close(1000);
        line.waitForDeadline();
        line.openAndHear();
        line.close(1008);
        QVERIFY(line.in<Failed>());
    }

    void aRejectionIsForgottenOnceTheLineHasHeld()
    {
        LinkDriver line;
        for (int i = 0; i < 5; ++i) {
            line.settle();
            line.close(1008);
            QVERIFY(line.in<Waiting>());
            line.waitForDeadline();
        }
    }

    void waitsAsLongAsTheServerAsks()
    {
        QSet<Duration::rep> waits;
        for (quint32 seed = 1; seed <= 20; ++seed) {
            LinkDriver line(u"standard"_s, seed);
            line.settle();
            line.close(4412, u"{\"after_ms\":7000}"_s);
            QCOMPARE(line.attempt(), 1);
            const Duration wait = line.waitForDeadline();
            QVERIFY(wait >= 7s && wait <= 8s);
            waits.insert(wait.count());
        }
        QVERIFY(waits.size() > 10);
    }

    void aServerThatAlwaysAsksForAWaitUsesUpTheTries()
    {
        LinkDriver line;
        for (int i = 0; i < 10; ++i) {
            line.open();
            line.close(4413, u"{\"after_ms\":0}"_s);
            line.waitForDeadline();
        }
        line.open();
        line.close(4413, u"{\"after_ms\":0}"_s);
        QVERIFY(line.in<Failed>());
        QCOMPARE(line.in<Failed>()->reason, LossReason::Busy);
    }

    // ---- leaving as the server asks

    void goesAwayAndComesBackWithinTheSpread()
    {
        QSet<Duration::rep> waits;
        for (quint32 seed = 1; seed <= 50; ++seed) {
            LinkDriver line(u"standard"_s, seed);
            line.settle();
            QCOMPARE(line.handle(Goaway{line.dial(), LossReason::Restarting, 2s, 10s}),
                     (Effects{Effect::Close, Effect::ReportLost}));
            QCOMPARE(line.attempt(), 0);
            QCOMPARE(line.in<Waiting>()->outage.reason, LossReason::Restarting);
            const Duration wait = line.waitForDeadline();
            QVERIFY(wait >= 2s && wait <= 12s);
            waits.insert(wait.count());
        }
        QVERIFY(waits.size() > 30);
    }

    void anAnnouncedRestartExplainsThatNobodyIsThere_data()
    {
        QTest::addColumn<Event>("leaving"); // of dial 1
        QTest::addColumn<int>("lasts"); // s
        QTest::newRow("told to go") << Event(Goaway{1, LossReason::Restarting, 30s, 0ms}) << 90;
        QTest::newRow("closed") << Event(Closed{1, 4412, u"{\"after_ms\":30000}"_s, {}}) << 90;
        QTest::newRow("closed without a wait") << Event(Closed{1, 4412, {}, {}}) << 60;
        QTest::newRow("too busy") << Event(Goaway{1, LossReason::Busy, 30s, 0ms}) << 0;
        QTest::newRow("cut") << Event(Closed{1, 1000, {}, {}}) << 0;
    }

    void anAnnouncedRestartExplainsThatNobodyIsThere()
    {
        QFETCH(Event, leaving);
        QFETCH(int, lasts);
        LinkDriver line(u"initial=1s,max=1s,attempts=unlimited"_s);
        line.settle();
        const Instant left = line.now;
        line.handle(leaving);
        while (line.now < left + 120s) {
            line.waitForDeadline();
            if (!line.in<Dialing>())
                continue;
            line.wait(10ms);
            line.refuse();
            const bool isRestarting = line.now < left + std::chrono::seconds(lasts);
            QCOMPARE(line.reason(), isRestarting ? LossReason::Restarting : LossReason::Refused);
            QCOMPARE(line.in<Waiting>()->outage.detail, u"Connection refused"_s);
        }
    }

    void anAnnouncedRestartExplainsNothingElse_data()
    {
        QTest::addColumn<LossReason>("reason");
        QTest::newRow("no network") << LossReason::NoNetwork;
        QTest::newRow("no such name") << LossReason::HostNotFound;
        QTest::newRow("too many") << LossReason::Busy;
    }

    void anAnnouncedRestartExplainsNothingElse()
    {
        QFETCH(LossReason, reason);
        LinkDriver line;
        line.settle();
        line.handle(Goaway{line.dial(), LossReason::Restarting, 1s, 0ms});
        line.waitForDeadline();
        line.handle(DialFailed{line.dial(), reason, {}});
        QCOMPARE(line.reason(), reason);
        line.waitForDeadline();
        line.refuse();
        QCOMPARE(line.reason(), LossReason::Restarting);
    }

    void beingSentAwayAgainAndAgainUsesUpTheTries()
    {
        LinkDriver line;
        for (int i = 0; i <= 10; ++i) {
            line.openDurable();
            line.handle(Goaway{line.dial(), LossReason::Busy, 0ms, 0ms});
            if (i < 10)
                line.waitForDeadline();
        }
        QVERIFY(line.in<Failed>());
        QCOMPARE(line.in<Failed>()->reason, LossReason::Busy);
    }
};

HOLDLINE_TEST(TestLinkRetries)

} // namespace holdline::tst_linkretries

#include "tst_linkretries.moc"
