// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/visiblestatus.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_visiblestatus {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow{1h};

link::Live live(std::optional<Duration> lostBefore = {},
                std::optional<Duration> restoredBefore = {})
{
    link::Live line{.since = kNow, .lastLeft = kNow, .outage = {}};
    if (lostBefore)
        line.outage = link::Outage{.since = kNow - *lostBefore, .reason = LossReason::TimedOut};
    if (restoredBefore)
        line.restoredAt = kNow - *restoredBefore;
    line.naming = link::Live::Naming::Named;
    return line;
}

/// A line that has been open for `openFor`, and whose server has not named the session yet.
link::Live unnamed(Duration openFor, std::optional<Duration> lostBefore = {})
{
    link::Live line = live(lostBefore);
    line.since = kNow - openFor;
    line.naming = link::Live::Naming::Awaited;
    return line;
}

/// A line that has been open for `openFor`, without the welcome of a holdline.v1 server yet.
link::Live shakingHands(Duration openFor, std::optional<Duration> lostBefore = {})
{
    link::Live line = unnamed(openFor, lostBefore);
    line.naming = link::Live::Naming::WelcomeAwaited;
    return line;
}

link::Outage outage(Duration before, LossReason reason = LossReason::ConnectionLost)
{
    return {.since = kNow - before, .reason = reason, .detail = u"said"_s};
}

LinkState in(link::Stage stage, bool reachable = true)
{
    return {.stage = std::move(stage),
            .backoff = ExponentialBackoff(),
            .random = QRandomGenerator(),
            .reachable = reachable};
}

} // namespace

class TestVisibleStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheFirstThatMatches_data()
    {
        QTest::addColumn<link::Stage>("stage");
        QTest::addColumn<bool>("microphone");
        QTest::addColumn<ConnectionState>("state");
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<int>("changesIn"); // ms; −1: not by time alone

        using enum ConnectionState;
        const auto row = [](const char *name, const link::Stage &stage, bool microphone,
                            ConnectionState state, LossReason reason, int changesIn) {
            QTest::newRow(name) << stage << microphone << state << reason << changesIn;
        };
        const LossReason none = LossReason::None;
        const LossReason lost = LossReason::ConnectionLost;

        row("stopped", link::Stopped{}, false, Stopped, none, -1);
        row("stopped with the microphone open", link::Stopped{}, true, Stopped, none, -1);
        row("failed", link::Failed{LossReason::Tls, {}}, true, Failed, LossReason::Tls, -1);

        row("without an address", link::AwaitingEndpoint{}, false, Connecting, none, -1);
        row("just after the loss of its address", link::AwaitingEndpoint{outage(0ms)}, true,
            Disconnected, lost, 1000);
        row("1 s after the loss of its address", link::AwaitingEndpoint{outage(1s)}, true,
            Reconnecting, lost, 500);
        row("first dial", link::Dialing{}, false, Connecting, none, -1);
        row("first dial with the microphone open", link::Dialing{}, true, Connecting, none, -1);

        row("just lost", link::Waiting{outage(0ms), kNow + 100ms}, true, Disconnected, lost, 1000);
        row("dialling 0.3 s after the loss", link::Dialing{.outage = outage(300ms)}, true,
            Disconnected, lost, 700);
        row("back 0.4 s after the loss", live(400ms, 100ms), true, Disconnected,
            LossReason::TimedOut, 600);
        const LossReason restarting = LossReason::Restarting;
        row("just sent away", link::Waiting{outage(0ms, restarting), kNow + 2s}, true, Reconnecting,
            restarting, 1500);
        link::Live backAtOnce = live(400ms);
        backAtOnce.outage->reason = restarting;
        row("back 0.4 s after being sent away", backAtOnce, false, Connected, none, -1);
        row("waiting without a network",
            link::Waiting{outage(20s, LossReason::NoNetwork), kNow + 5s}, false, Disconnected,
            LossReason::NoNetwork, -1);
        row("dialling after there was no network",
            link::Dialing{.outage = outage(20s, LossReason::NoNetwork)}, false, Reconnecting,
            LossReason::NoNetwork, -1);

        row("waiting 1 s after the loss", link::Waiting{outage(1s), kNow + 1s}, true, Reconnecting,
            lost, 500);
        row("dialling 1 s after the loss", link::Dialing{.outage = outage(1s)}, false, Reconnecting,
            lost, 500);
        row("waiting 1.5 s after the loss", link::Waiting{outage(1500ms), kNow + 1s}, true,
            Reconnecting, lost, -1);

        row("open, but the session has no name yet", unnamed(100ms), true, Connecting, none, 400);
        row("open again, but the session has no name yet", unnamed(100ms, 2s), true, Reconnecting,
            LossReason::TimedOut, 400);
        row("open for 0.5 s without a name", unnamed(500ms, 2s), false, Connected, none, -1);
        row("open for 3 s, but not in a session", shakingHands(3s), false, Connecting, none, -1);
        row("open again for 3 s, but not in a session", shakingHands(3s, 5s), true, Reconnecting,
            LossReason::TimedOut, -1);
        row("restored", live(1s, 0ms), true, Reconnected, none, 3000);
        row("restored without a loss, as at the start", live({}, 100ms), false, Reconnected, none,
            2900);
        row("restored 3 s ago", live(20s, 3s), false, Connected, none, -1);
        row("restored 3 s ago, microphone open", live(20s, 3s), true, Recording, none, -1);
        row("back with a new session", live(1s), false, Connected, none, -1);

        row("live", live(), false, Connected, none, -1);
        row("live with the microphone open", live(), true, Recording, none, -1);
    }

    void showsTheFirstThatMatches()
    {
        QFETCH(link::Stage, stage);
        QFETCH(bool, microphone);
        QFETCH(int, changesIn);
        const VisibleStatus visible = visibleStatus(in(stage), microphone, kNow);
        QTEST(visible.status.state, "state");
        QTEST(visible.status.reason, "reason");
        QCOMPARE(visible.nextChange ? elapsed(*visible.nextChange, kNow).count() : -1,
                 Duration::rep(changesIn));
    }

    void anOutageIsBriefAtFirst()
    {
        const auto isBrief = [](Duration lostBefore) {
            return visibleStatus(in(link::Waiting{outage(lostBefore), kNow + 1s}), false, kNow)
                .status.isBrief;
        };
        QVERIFY(isBrief(0ms));
        QVERIFY(isBrief(1499ms));
        QVERIFY(!isBrief(1500ms));
        QVERIFY(!visibleStatus(in(live(2s)), false, kNow).status.isBrief);
    }

    void tellsALossFromDialsThatNeverSucceeded()
    {
        const auto never = [](const link::Stage &stage) {
            return visibleStatus(in(stage), false, kNow).status.neverConnected;
        };
        link::Outage lost = outage(2s);
        QVERIFY(never(link::Waiting{lost, kNow + 1s}));
        QVERIFY(never(link::Failed{.reason = LossReason::Refused, .detail = {}}));
        lost.wasLive = true;
        QVERIFY(!never(link::Waiting{lost, kNow + 1s}));
        QVERIFY(!never(link::Failed{.reason = LossReason::Refused, .detail = {}, .wasLive = true}));
        QVERIFY(!never(live(2s)));
    }

    void isDisconnectedForAsLongAsThereIsNoNetwork_data()
    {
        QTest::addColumn<link::Stage>("stage");
        QTest::addColumn<QString>("detail");
        const link::Outage none = outage(20s, LossReason::NoNetwork);
        const link::Outage restart = outage(20s, LossReason::Restarting);
        QTest::newRow("waiting") << link::Stage(link::Waiting{none, kNow + 20s}) << u"said"_s;
        QTest::newRow("waiting as asked")
            << link::Stage(link::Waiting{restart, kNow + 5s, true}) << QString();
        QTest::newRow("dialling all the same")
            << link::Stage(link::Dialing{.outage = none}) << u"said"_s;
    }

    void isDisconnectedForAsLongAsThereIsNoNetwork()
    {
        QFETCH(link::Stage, stage);
        const VisibleStatus visible = visibleStatus(in(stage, false), true, kNow);
        QCOMPARE(visible.status.state, ConnectionState::Disconnected);
        QCOMPARE(visible.status.reason, LossReason::NoNetwork);
        QTEST(visible.status.detail, "detail");
        QVERIFY(!visible.nextChange);
    }

    void nextChangeIsWhenItChangesAndNotBefore()
    {
        for (const link::Stage &stage : {link::Stage(link::Waiting{outage(0ms), kNow}),
                                         link::Stage(live(0ms, 0ms)), link::Stage(live({}, 0ms))}) {
            const LinkState line = in(stage);
            const VisibleStatus first = visibleStatus(line, false, kNow);
            const Instant change = first.nextChange.value();
            QCOMPARE(visibleStatus(line, false, change - 1ms).status.state, first.status.state);
            QVERIFY(visibleStatus(line, false, change).status.state != first.status.state);
        }
    }

    void tellsTheAttemptAndTheNextTry()
    {
        LinkState line = in(link::Waiting{outage(5s), kNow + 4s});
        line.backoff.next();
        line.backoff.next();
        line.backoff.next();
        const ConnectionStatus status = visibleStatus(line, false, kNow).status;
        QCOMPARE(status.attempt, 3);
        QCOMPARE(status.attempts, 10);
        QCOMPARE(status.nextTry, kNow + 4s);
        QCOMPARE(status.detail, u"said"_s);
    }

    void tellsTheRoundTripWhileLive()
    {
        link::Live line = live();
        line.roundTrip = 12600us;
        QCOMPARE(visibleStatus(in(line), false, kNow).status.roundTrip, 13ms);
    }

    void isLoggedInOneWordAndTheAttempt_data()
    {
        QTest::addColumn<ConnectionStatus>("status");
        QTest::addColumn<QString>("line");
        const auto row = [](ConnectionState state, const char *line) {
            QTest::newRow(line) << ConnectionStatus{.state = state} << QString::fromLatin1(line);
        };
        row(ConnectionState::Stopped, "stopped");
        row(ConnectionState::Failed, "failed");
        row(ConnectionState::Connecting, "connecting");
        row(ConnectionState::Disconnected, "disconnected");
        row(ConnectionState::Reconnected, "reconnected");
        row(ConnectionState::Recording, "recording");
        row(ConnectionState::Connected, "connected");
        QTest::newRow("with a limit") << ConnectionStatus{.state = ConnectionState::Reconnecting,
                                                          .attempt = 3,
                                                          .attempts = 10}
                                      << u"reconnecting 3/10"_s;
        QTest::newRow("without a limit")
            << ConnectionStatus{.state = ConnectionState::Reconnecting, .attempt = 3}
            << u"reconnecting 3/unlimited"_s;
    }

    void isLoggedInOneWordAndTheAttempt()
    {
        QFETCH(ConnectionStatus, status);
        QTEST(toLogString(status), "line");
    }
};

HOLDLINE_TEST(TestVisibleStatus)

} // namespace holdline::tst_visiblestatus

#include "tst_visiblestatus.moc"
