// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/linkdriver.h"
#include "support/testcase.h"

#include <QSet>
#include <QTest>

namespace holdline::tst_linknetwork {

using namespace client;
using namespace client::link;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How the machine reacts to news about the network.
class TestLinkNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- the network

    void dialsAtOnceWhenItMayHelp_data()
    {
        QTest::addColumn<Event>("event");
        QTest::newRow("another network") << Event(NetworkChanged{true});
        QTest::newRow("woken") << Event(Woke{});
        QTest::newRow("a probe got through") << Event(Probed{});
        QTest::newRow("a click") << Event(ReconnectNow{});
    }

    void dialsAtOnceWhenItMayHelp()
    {
        QFETCH(Event, event);
        LinkDriver line(u"initial=30s,max=30s"_s);
        line.refuse();
        line.wait(5s);
        QCOMPARE(line.handle(event), Effects{Effect::Dial});
        QCOMPARE(line.attempt(), 0);
    }

    void dialsOnceASecondAtMostHoweverOftenTheNetworkChanges()
    {
        LinkDriver line(u"initial=30s,max=30s,attempts=unlimited"_s);
        line.refuse();
        const int first = line.dial();
        for (int i = 0; i < 400; ++i) {
            line.handle(NetworkChanged{true});
            line.wait(25ms);
            line.refuse();
        }
        QCOMPARE(line.dial(), first + 10);
    }

    void onlyAClickCutsShortWhatTheServerAskedFor()
    {
        LinkDriver line;
        line.settle();
        line.close(4429, u"{\"after_ms\":60000}"_s);
        line.wait(5s);
        for (const Event &event : {Event(NetworkChanged{true}), Event(Woke{}), Event(Probed{}),
                                   Event(PolicySet{BackoffPolicy::persistent()})})
            QCOMPARE(line.handle(event), Effects());
        QVERIFY(line.in<Waiting>()->until >= line.now + 55s);
        QCOMPARE(line.handle(ReconnectNow{}), Effects{Effect::Dial});
    }

    void aDialIntoTheOldNetworkIsSuperseded()
    {
        LinkDriver line;
        line.wait(300ms);
        QCOMPARE(line.handle(NetworkChanged{true}), Effects());
        QCOMPARE(line.handle(NetworkChanged{true}), Effects());
        Effects effects;
        QCOMPARE(line.waitForDeadline(&effects), 700ms);
        QCOMPARE(effects, (Effects{Effect::Drop, Effect::Dial}));
        line.wait(1s);
        QCOMPARE(line.handle(NetworkChanged{true}), (Effects{Effect::Drop, Effect::Dial}));
    }

    void aDialThatIsAnsweredIsNot()
    {
        LinkDriver line;
        line.wait(300ms);
        line.handle(NetworkChanged{true});
        line.handle(Reached{line.dial()});
        QCOMPARE(line.waitForDeadline(), 5700ms); // the timeout of the dial
        QCOMPARE(line.dial(), 1);
    }

    void aFailureListensOn_data()
    {
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<bool>("network");
        QTest::addColumn<bool>("wakeOrProbe");
        using enum LossReason;
        QTest::newRow("refused") << Refused << true << true;
        QTest::newRow("no answer") << TimedOut << true << true;
        QTest::newRow("no network") << NoNetwork << true << true;
        QTest::newRow("busy") << Busy << true << false;
        QTest::newRow("no certificate") << Tls << true << false;
        QTest::newRow("no valid token") << NotAuthorised << true << false;
        QTest::newRow("taken by another window") << Replaced << false << false;
        QTest::newRow("no embedded server") << EmbeddedServerFailed << false << false;
        QTest::newRow("open to listeners") << Insecure << false << false;
    }

    void aFailureListensOn()
    {
        QFETCH(LossReason, reason);
        QFETCH(bool, network);
        QFETCH(bool, wakeOrProbe);
        const auto dials = [&](const Event &event) {
            LinkDriver line;
            line.handle(GiveUp{reason, {}});
            line.wait(5s);
            return line.handle(event) == Effects{Effect::Dial};
        };
        QCOMPARE(dials(NetworkChanged{true}), network);
        QCOMPARE(dials(Woke{}), wakeOrProbe);
        QCOMPARE(dials(Probed{}), wakeOrProbe);
    }

    void anotherNetworkAsksALiveLine()
    {
        LinkDriver line;
        line.settle();
        QCOMPARE(line.handle(NetworkChanged{true}), Effects{Effect::Ping});
        QCOMPARE(line.handle(NetworkChanged{true}), Effects()); // a ping is already under way
        QCOMPARE(line.waitForDeadline(), 5000ms);
        QVERIFY(line.in<Waiting>());
    }

    void aLineWithoutItsAddressIsLost_data()
    {
        QTest::addColumn<bool>("online");
        QTest::addColumn<LossReason>("reason");
        QTest::newRow("there are others") << true << LossReason::ConnectionLost;
        QTest::newRow("there is none") << false << LossReason::NoNetwork;
    }

    void aLineWithoutItsAddressIsLost()
    {
        QFETCH(bool, online);
        LinkDriver line;
        line.settle();
        QCOMPARE(line.handle(AddressGone{line.dial(), online}),
                 (Effects{Effect::Drop, Effect::ReportLost}));
        QTEST(line.in<Waiting>()->outage.reason, "reason");
        QVERIFY(!online || line.waitForDeadline() <= 250ms);
    }

    // ---- without a network

    void withoutANetworkItWaitsForOneAndCountsNothing()
    {
        LinkDriver line;
        line.settle();
        line.handle(AddressGone{line.dial(), false});
        const int dial = line.dial();
        for (int minutes = 0; minutes < 60; ++minutes) {
            QCOMPARE(line.waitForDeadline(), 30s);
            QVERIFY(line.in<Dialing>());
            line.handle(DialFailed{line.dial(), LossReason::TimedOut, u"said"_s});
            QCOMPARE(line.in<Waiting>()->outage.reason, LossReason::NoNetwork);
            QCOMPARE(line.in<Waiting>()->outage.detail, QString());
            QCOMPARE(line.attempt(), 0);
        }
        QCOMPARE(line.dial(), dial + 60);
        line.wait(10s);
        QCOMPARE(line.handle(NetworkChanged{true}), Effects{Effect::Dial});
    }

    void whatTheInterfacesSayMeanwhileChangesNothing()
    {
        LinkDriver line;
        line.settle();
        line.handle(AddressGone{line.dial(), false});
        for (int i = 0; i < 29; ++i) {
            line.handle(NetworkChanged{false});
            QCOMPARE(line.wait(1s), Effects());
        }
        QCOMPARE(line.wait(1s), Effects{Effect::Dial});
    }

    void aDialThatNobodyHasAnsweredEndsWithTheNetwork()
    {
        LinkDriver line;
        QCOMPARE(line.handle(NetworkChanged{false}), Effects{Effect::Drop});
        QCOMPARE(line.in<Waiting>()->outage.reason, LossReason::NoNetwork);
        line.wait(1s);
        QCOMPARE(line.handle(NetworkChanged{true}), Effects{Effect::Dial});
        line.handle(Reached{line.dial()});
        QCOMPARE(line.handle(NetworkChanged{false}), Effects());
    }

    void startsWithoutANetworkOnceThereIsOne()
    {
        LinkMachine machine(BackoffPolicy::standard(), kTimings, 1);
        machine.handle(EndpointSet{.usable = true, .changed = true}, kNow);
        QCOMPARE(machine.handle(Start{.reachable = false}, kNow), Effects());
        QCOMPARE(machine.handle(NetworkChanged{true}, kNow), Effects{Effect::Dial});
    }

    void aClickDialsWithoutANetworkToo()
    {
        LinkDriver line;
        line.settle();
        line.handle(AddressGone{line.dial(), false});
        QCOMPARE(line.handle(ReconnectNow{}), Effects{Effect::Dial});
        line.refuse();
        QCOMPARE(line.attempt(), 0);
        QCOMPARE(line.waitForDeadline(), 30s);
        line.handle(GiveUp{LossReason::TimedOut, {}});
        line.wait(1s);
        QCOMPARE(line.handle(ReconnectNow{}), Effects{Effect::Dial});
    }

    void aDialThatOpensProvesANetwork()
    {
        LinkDriver line;
        line.handle(NetworkChanged{false});
        line.handle(ReconnectNow{});
        line.waitForDeadline();
        line.settle();
        line.close(1000);
        QVERIFY(line.waitForDeadline() <= 250ms);
        QVERIFY(line.in<Dialing>());
    }

    void aWaitThatTheServerAskedForBecomesOneForTheNetwork()
    {
        LinkDriver line;
        line.settle();
        line.handle(Goaway{line.dial(), LossReason::Restarting, 2s, 0ms});
        line.handle(NetworkChanged{false});
        QCOMPARE(line.waitForDeadline(), 2s);
        QVERIFY(line.in<Waiting>());
        QCOMPARE(line.handle(NetworkChanged{true}), Effects{Effect::Dial});
    }

    void withoutANetworkNothingIsProbed()
    {
        LinkDriver line;
        line.settle();
        line.talk();
        line.handle(AddressGone{line.dial(), false});
        Effects effects;
        QCOMPARE(line.waitForDeadline(&effects), 30s);
        QCOMPARE(effects, Effects{Effect::Dial});
    }

    // ---- probing

    void probesWhileItWaitsInAConversation()
    {
        LinkDriver line(u"initial=60s,max=60s"_s);
        line.refuse();
        line.talk();
        int probes = 0;
        QSet<Duration::rep> pauses;
        while (line.in<Waiting>()) {
            Effects effects;
            const Duration pause = line.waitForDeadline(&effects);
            if (!count(effects, Effect::Probe))
                continue;
            QVERIFY(pause >= 1500ms && pause <= 2500ms);
            pauses.insert(pause.count());
            ++probes;
        }
        QVERIFY(probes >= 23 && probes <= 40);
        QVERIFY2(pauses.size() > 15, "clients that lose one server together ask apart");
        QVERIFY(line.in<Dialing>());
    }

    void probesNothingThatWouldNotHelp_data()
    {
        QTest::addColumn<bool>("talking");
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<bool>("probes");
        QTest::newRow("in a conversation") << true << LossReason::TimedOut << true;
        QTest::newRow("outside of one") << false << LossReason::TimedOut << false;
        QTest::newRow("a server that answers") << true << LossReason::ServerError << false;
        QTest::newRow("a failure") << true << LossReason::Tls << false;
    }

    void probesNothingThatWouldNotHelp()
    {
        QFETCH(bool, talking);
        QFETCH(LossReason, reason);
        LinkDriver line(u"initial=60s,max=60s"_s);
        line.handle(ConversationSet{talking});
        line.handle(DialFailed{line.dial(), reason, {}});
        QTEST(line.wait(3s) == Effects{Effect::Probe}, "probes");
    }

    void probesDoNotKeepItFromGivingUp_data()
    {
        QTest::addColumn<QStringList>("course");
        QTest::newRow("a server that hangs up") << QStringList{u"reached"_s, u"failed"_s};
        QTest::newRow("a server that never answers") << QStringList{u"reached"_s};
        QTest::newRow("a server that opens and hangs up")
            << QStringList{u"reached"_s, u"opened"_s, u"closed"_s};
        QTest::newRow("a server that opens and gives no session")
            << QStringList{u"reached"_s, u"opened to hold"_s};
    }

    void probesDoNotKeepItFromGivingUp()
    {
        QFETCH(QStringList, course);
        LinkDriver line(u"initial=10s,attempts=3"_s);
        line.talk();
        for (int dials = 1; !line.in<Failed>(); ++dials) {
            QVERIFY2(dials <= 1 + 3, "and each is counted");
            const int dial = line.dial();
            for (const QString &step : course) {
                if (step == u"reached")
                    line.handle(Reached{dial});
                else if (step == u"failed")
                    line.handle(DialFailed{dial, LossReason::ConnectionLost, {}});
                else if (step == u"closed")
                    line.close(1006);
                else
                    line.handle(Opened{dial, step == u"opened to hold"});
            }
            while (!line.in<Failed>() && line.dial() == dial) {
                Effects effects;
                line.waitForDeadline(&effects);
                if (count(effects, Effect::Probe))
                    line.handle(Probed{});
            }
        }
        QVERIFY(line.wait(1min).empty());
    }

    void aFailureIsProbedOn()
    {
        LinkDriver line;
        line.handle(ConversationSet{true});
        line.handle(GiveUp{LossReason::TimedOut, {}});
        for (int i = 0; i < 100; ++i) {
            Effects effects;
            line.waitForDeadline(&effects);
            QCOMPARE(effects, Effects{Effect::Probe});
        }
        QCOMPARE(line.handle(Probed{}), (Effects{Effect::EndProbe, Effect::Dial}));
    }

    void probesBesideADialWithoutAnAnswer()
    {
        LinkDriver line;
        line.talk();
        Effects effects;
        const Duration first = line.waitForDeadline(&effects);
        QVERIFY(first >= 1s && first <= 1500ms);
        QCOMPARE(effects, Effects{Effect::Probe});
        QCOMPARE(line.handle(Probed{}), (Effects{Effect::Drop, Effect::EndProbe, Effect::Dial}));
        line.waitForDeadline();
        QCOMPARE(line.handle(Reached{line.dial()}), Effects{Effect::EndProbe});
    }

    void probingEndsWithTheConversation()
    {
        LinkDriver line;
        line.talk();
        line.refuse();
        QCOMPARE(line.handle(ConversationSet{false}), Effects{Effect::EndProbe});
    }
};

HOLDLINE_TEST(TestLinkNetwork)

} // namespace holdline::tst_linknetwork

#include "tst_linknetwork.moc"
