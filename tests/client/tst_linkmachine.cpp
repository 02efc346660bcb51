// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/linkmachine.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace holdline;
using namespace holdline::client;
using namespace holdline::client::link;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow{1h};
constexpr int kDial = 3; ///< the latest one in every prepared state
const LinkTimings kTimings;

struct NamedState
{
    const char *name;
    LinkState state;
};

LinkState prepared(Stage stage, bool hasEndpoint = true)
{
    return {.stage = std::move(stage),
            .backoff = ExponentialBackoff(),
            .random = QRandomGenerator(1),
            .dial = kDial,
            .dialledAt = kNow - 2s,
            .hasEndpoint = hasEndpoint};
}

LinkState offline(LinkState state)
{
    state.reachable = false;
    return state;
}

/// One state of each kind, none with anything due at kNow.
std::vector<NamedState> allStates()
{
    const Outage outage{.since = kNow - 3s, .reason = LossReason::ConnectionLost};
    const Live fresh{
        .since = kNow - 1s, .lastLeft = kNow, .outage = outage, .namingSince = kNow - 1s};
    Live helloAwaited = fresh;
    helloAwaited.holding = true;
    helloAwaited.naming = Live::Naming::HelloAwaited;
    Live welcomeAwaited = helloAwaited;
    welcomeAwaited.naming = Live::Naming::WelcomeAwaited;
    Live settled{.since = kNow - 1min, .lastLeft = kNow, .outage = {}, .pingedAt = kNow - 1s};
    settled.trust = Live::Trust::Settled;
    settled.naming = Live::Naming::Named;
    return {{"stopped", prepared(Stopped{})},
            {"awaiting", prepared(AwaitingEndpoint{}, false)},
            {"first dial", prepared(Dialing{})},
            {"dial after a loss", prepared(Dialing{.outage = outage})},
            {"dial that is answered", prepared(Dialing{.outage = outage, .reached = true})},
            {"fresh", prepared(fresh)},
            {"before the hello", prepared(helloAwaited)},
            {"before the welcome", prepared(welcomeAwaited)},
            {"settled", prepared(settled)},
            {"waiting", prepared(Waiting{outage, kNow + 1s})},
            {"waiting as asked", prepared(Waiting{outage, kNow + 1s, true})},
            {"failed", prepared(Failed{LossReason::Refused, {}})},
            {"failed at the TLS", prepared(Failed{LossReason::Tls, {}})},
            {"replaced", prepared(Failed{LossReason::Replaced, {}})},
            {"dial without a network", offline(prepared(Dialing{.outage = outage}))},
            {"live without a network", offline(prepared(settled))},
            {"waiting for a network", offline(prepared(Waiting{outage, kNow + 20s}))},
            {"waiting as asked without one", offline(prepared(Waiting{outage, kNow + 1s, true}))},
            {"failed without a network", offline(prepared(Failed{LossReason::Refused, {}}))}};
}

char letter(const Stage &stage)
{
    return "SADLWF"[stage.index()];
}

bool hasSocket(const LinkState &state)
{
    return std::holds_alternative<Dialing>(state.stage)
        || std::holds_alternative<Live>(state.stage);
}

auto count(const Effects &effects, Effect effect)
{
    return std::count(effects.begin(), effects.end(), effect);
}

/// What must hold after every step, whatever the state and the event were.
QString brokenPromise(const LinkState &before, const Event &event, const LinkStep &after,
                      Instant now)
{
    const Effects &effects = after.effects;
    const auto dials = count(effects, Effect::Dial);
    const auto ends = count(effects, Effect::Drop) + count(effects, Effect::Close);
    const bool wasLive = std::holds_alternative<Live>(before.stage);
    const bool isLive = std::holds_alternative<Live>(after.state.stage);
    if (after.state.dial != before.dial + dials || dials > 1)
        return u"each dial gets a number of its own"_s;
    if (int(hasSocket(before)) + dials - ends != int(hasSocket(after.state)))
        return u"there is one socket while dialling or live, and none else"_s;
    if (dials && ends && effects.back() != Effect::Dial)
        return u"the old socket ends before the new one is made"_s;
    if (count(effects, Effect::ReportLost) != (wasLive && !isLive ? 1 : 0))
        return u"the end of a live line is reported once"_s;
    if (count(effects, Effect::Ping) && !isLive)
        return u"only a live line is pinged"_s;
    if (count(effects, Effect::Probe) && (isLive || !after.state.talking))
        return u"only in a conversation, and only while the line is down, is it probed"_s;
    if (count(effects, Effect::EndProbe)
        != (before.nextProbe && (dials || !after.state.nextProbe) ? 1 : 0))
        return u"each probing ends once"_s;
    if (dials && !after.state.hasEndpoint)
        return u"nothing is dialled without an address"_s;
    const bool isClick = std::holds_alternative<ReconnectNow>(event);
    const bool isTime = std::holds_alternative<TimePassed>(event);
    if (dials && !after.state.reachable && !isClick && !isTime)
        return u"without a network only a click or time dials"_s;
    if (count(effects, Effect::Probe) && !after.state.reachable)
        return u"without a network nothing is probed"_s;
    if (!wasLive && !after.state.reachable
        && after.state.backoff.attempt() > before.backoff.attempt())
        return u"without a network no try is counted"_s;
    const auto *dialing = std::get_if<Dialing>(&after.state.stage);
    if (const auto *network = std::get_if<NetworkChanged>(&event);
        network && !network->reachable && dialing && !dialing->reached)
        return u"no unanswered dial outlives the network"_s;
    if (isLive && !wasLive && !std::holds_alternative<Dialing>(before.stage))
        return u"only a dial makes a line live"_s;
    const bool waitsForTime = hasSocket(after.state)
        || std::holds_alternative<Waiting>(after.state.stage) || after.state.nextProbe;
    const auto due = deadline(after.state, kTimings);
    if (due.has_value() != waitsForTime)
        return u"the timer runs while there is something to wait for"_s;
    if (due && *due <= now && !std::holds_alternative<Waiting>(after.state.stage))
        return u"the timer never fires for what has been done"_s;
    return {};
}

/// A machine with the time in hand.
class Driver
{
public:
    explicit Driver(const QString &policy = u"standard"_s, quint32 seed = 1)
        : m_machine(BackoffPolicy::parse(policy).value(), kTimings, seed)
    {
        handle(EndpointSet{.usable = true, .changed = true});
        handle(Start{});
    }

    Effects handle(const Event &event) { return m_machine.handle(event, now); }
    Effects wait(Duration time)
    {
        now += time;
        return handle(TimePassed{});
    }
    /// Lets the next deadline come; how long that took.
    Duration waitForDeadline(Effects *effects = nullptr)
    {
        const Duration time = elapsed(m_machine.deadline().value(), now);
        const Effects happened = wait(time);
        if (effects)
            *effects = happened;
        return time;
    }
    void open() { handle(Opened{dial()}); }
    void hear() { handle(BytesHeard{dial()}); }
    void openAndHear()
    {
        open();
        hear();
    }
    void openHolding() { handle(Opened{dial(), true}); }
    /// The welcome of a holdline.v1 server.
    void join()
    {
        handle(Greeted{dial()});
        handle(SessionNamed{dial(), false});
        hear();
    }
    void settle()
    {
        openAndHear();
        wait(6s);
        hear();
    }
    /// A conversation begins on a line that answers.
    void talk()
    {
        handle(ConversationSet{true});
        if (in<Live>()) {
            wait(0ms);
            hear();
        }
    }
    void pong(Duration roundTrip) { handle(Ponged{dial(), now - roundTrip}); }
    /// Nothing comes until the line is given up; how long after the first ping that was.
    Duration waitForTheEnd()
    {
        std::optional<Instant> asked;
        while (in<Live>()) {
            asked = in<Live>()->askedAt;
            waitForDeadline();
        }
        return elapsed(now, asked.value());
    }
    void refuse() { handle(DialFailed{dial(), LossReason::Refused, u"Connection refused"_s}); }
    void close(int code, const QString &text = {}) { handle(Closed{dial(), code, text, {}}); }

    int dial() const { return m_machine.state().dial; }
    int attempt() const { return m_machine.state().backoff.attempt(); }
    template <typename S>
    const S *in() const
    {
        return std::get_if<S>(&m_machine.state().stage);
    }

    Instant now = kNow;

private:
    LinkMachine m_machine;
};

} // namespace

class TestLinkMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesFromEveryStateOnEveryEvent_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<Event>("event");
        QTest::addColumn<char>("next");

        const auto states = allStates();
        const auto event = [&](const char *name, const Event &happens, const QByteArray &next) {
            QCOMPARE(size_t(next.size()), states.size());
            for (size_t i = 0; i < states.size(); ++i)
                QTest::addRow("%s, %s", states[i].name, name)
                    << int(i) << happens << next[qsizetype(i)];
        };
        const LossReason none = LossReason::None;
        // The states in their order: stopped, awaiting; first dial, dial after a loss, dial that is
        // answered; fresh, before the hello, before the welcome, settled; waiting, waiting as
        // asked; failed, failed at the TLS, replaced; then without a network: dial, live, waiting
        // for it, waiting as asked, failed. The letters: Stopped, Awaiting, Dialing, Live, Waiting,
        // Failed.
        const char *same = "SADDDLLLLWWFFFDLWWF";
        event("start", Start{}, "DADDDLLLLWWDDDDLWWD");
        event("start without a network", Start{.reachable = false}, "WADDDLLLLWWWWWDLWWW");
        event("stop", Stop{}, "SSSSSSSSSSSSSSSSSSS");
        event("reconnect now", ReconnectNow{}, "DADDDLLLLDDDDDDLDDD");
        event("new session", StartNewSession{}, "SADDDDDDDDDDDDWWWWW");
        event("another address", EndpointSet{.usable = true, .changed = true},
              "SDDDDDDDDDDDDDDDDDD");
        event("another address without a network",
              EndpointSet{.usable = true, .changed = true, .reachable = false},
              "SWWWWWWWWWWWWWWWWWW");
        event("the same address", EndpointSet{.usable = true, .changed = false},
              "SDDDDLLLLDDDDDDLDDD");
        event("no address", EndpointSet{.usable = false, .changed = true}, "SAAAAAAAAAAAAAAAAAA");
        event("a policy", PolicySet{BackoffPolicy::persistent()}, same);
        event("a conversation", ConversationSet{true}, same);
        event("give up", GiveUp{LossReason::EmbeddedServerFailed, {}}, "SFFFFFFFFFFFFFFFFFF");
        event("another network", NetworkChanged{true}, "SADDDLLLLDWDDFDLDWD");
        event("the network gone", NetworkChanged{false}, "SAWWDLLLLWWFFFWLWWF");
        event("own address gone", AddressGone{kDial, true}, "SAWWWWWWWWWFFFWWWWF");
        event("no network", AddressGone{kDial, false}, "SAWWWWWWWWWFFFWWWWF");
        event("woken", Woke{}, "SADDDLLLLDWDFFDLWWF");
        event("a probe got through", Probed{}, "SADDDLLLLDWDFFDLWWF");
        event("time, but not enough", TimePassed{}, same);
        event("reached", Reached{kDial}, same);
        event("open", Opened{kDial}, "SALLLLLLLWWFFFLLWWF");
        event("dial refused", DialFailed{kDial, LossReason::Refused, {}}, "SAWWWLLLLWWFFFWLWWF");
        event("dial not found", DialFailed{kDial, LossReason::NotFound, {}}, "SAFFFLLLLWWFFFFLWWF");
        event("closed", Closed{kDial, 1000, {}, {}}, "SAWWWWWWWWWFFFWWWWF");
        event("rejected", Closed{kDial, 1008, {}, {}}, "SAWWWWWWWWWFFFWWWWF");
        event("replaced", Closed{kDial, 4409, {}, {}}, "SAWWWFFFFWWFFFWFWWF");
        event("open with holdline.v1", Opened{kDial, true}, "SALLLLLLLWWFFFLLWWF");
        event("hello", Greeted{kDial}, same);
        event("refused", Refused{kDial, {}, {}}, "SADDDWWWWWWFFFDWWWF");
        event("refused for good", Refused{kDial, CloseVerdict::forClose(4409, {}), {}},
              "SADDDFFFFWWFFFDFWWF");
        event("goaway", Goaway{kDial, LossReason::Restarting, 1s, 1s}, "SADDDWWWWWWFFFDWWWF");
        event("bytes in", BytesHeard{kDial}, same);
        event("bytes out", BytesLeft{kDial}, same);
        event("pong", Ponged{kDial, kNow}, same);
        event("session", SessionNamed{kDial, true}, same);
        event("reached, of an old dial", Reached{kDial - 1}, same);
        event("open, of an old dial", Opened{kDial - 1}, same);
        event("failed, of an old dial", DialFailed{kDial - 1, none, {}}, same);
        event("closed, of an old dial", Closed{kDial - 1, 4409, {}, {}}, same);
        event("bytes in, of an old dial", BytesHeard{kDial - 1}, same);
        event("bytes out, of an old dial", BytesLeft{kDial - 1}, same);
        event("pong, of an old dial", Ponged{kDial - 1, kNow}, same);
        event("hello, of an old dial", Greeted{kDial - 1}, same);
        event("refused, of an old dial", Refused{kDial - 1, {}, {}}, same);
        event("goaway, of an old dial", Goaway{kDial - 1, none, 1s, 1s}, same);
        event("own address gone, of an old dial", AddressGone{kDial - 1, true}, same);
        event("session, of an old dial", SessionNamed{kDial - 1, true}, same);
    }

    void goesFromEveryStateOnEveryEvent()
    {
        QFETCH(int, state);
        QFETCH(Event, event);
        const LinkState before = allStates()[size_t(state)].state;
        const LinkStep after = step(before, event, kNow, kTimings);
        QTEST(letter(after.state.stage), "next");
        const QString broken = brokenPromise(before, event, after, kNow);
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
        // Pure: the same again gives the same.
        const LinkStep again = step(before, event, kNow, kTimings);
        QCOMPARE(again.effects, after.effects);
        QCOMPARE(deadline(again.state, kTimings), deadline(after.state, kTimings));
    }

    void anOldDialChangesNothing()
    {
        for (const NamedState &named : allStates()) {
            for (const Event &event :
                 {Event(Opened{2}), Event(DialFailed{2, LossReason::Tls, {}}),
                  Event(Closed{2, 4401, {}, {}}), Event(BytesHeard{2}), Event(BytesLeft{2}),
                  Event(Ponged{2, kNow}), Event(SessionNamed{2, true}), Event(Greeted{2}),
                  Event(Refused{2, {}, {}}), Event(Reached{2}), Event(AddressGone{2, true}),
                  Event(Goaway{2, LossReason::Busy, 1s, 1s})}) {
                const LinkStep after = step(named.state, event, kNow, kTimings);
                QVERIFY2(after.effects.empty(), named.name);
                QCOMPARE(deadline(after.state, kTimings), deadline(named.state, kTimings));
            }
        }
    }

    /// Long walks of random events: whatever happens in whatever order, the promises hold.
    void keepsItsPromisesInAnyOrder()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QRandomGenerator random(seed);
            LinkMachine machine(BackoffPolicy::standard(), kTimings, seed);
            Instant now = kNow;
            for (int i = 0; i < 2000; ++i) {
                const LinkState before = machine.state();
                const Event event = anyEvent(random, before.dial);
                now += Duration(random.bounded(3000));
                const LinkStep after = step(before, event, now, kTimings);
                const bool isTime = std::holds_alternative<TimePassed>(event);
                // Deadlines may have passed unheeded unless it is the timer that spoke.
                const QString broken =
                    brokenPromise(before, event, after, isTime ? now : Instant::min());
                QVERIFY2(broken.isEmpty(),
                         qPrintable(u"%1 (seed %2, step %3)"_s.arg(broken).arg(seed).arg(i)));
                machine.handle(event, now);
            }
        }
    }

    // ---- retrying

    void triesAsThePolicySaysAndThenFails()
    {
        Driver line;
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
        Driver line(u"always-on"_s);
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
            Driver line(u"standard"_s, seed);
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
            Driver line(u"standard"_s, seed);
            line.settle();
            line.close(1000);
            return line.waitForDeadline();
        };
        QCOMPARE(firstWait(77), firstWait(77));
    }

    void aConnectionThatSaysNothingCountsAsAFailedTry()
    {
        Driver line;
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
        Driver line;
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
        Driver line;
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
        Driver line;
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
        Driver line(u"initial=30s,max=30s"_s);
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
        Driver line;
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
        Driver line;
        line.handle(DialFailed{line.dial(), reason, u"said"_s});
        QCOMPARE(line.in<Failed>() != nullptr, final);
        QCOMPARE(line.in<Failed>() ? line.in<Failed>()->reason : line.in<Waiting>()->outage.reason,
                 reason);
    }

    void reconnectNowIsUncountedAndAtOnce()
    {
        Driver line(u"initial=30s,max=30s"_s);
        line.refuse();
        line.wait(5s);
        line.handle(ReconnectNow{});
        QVERIFY(line.in<Dialing>());
        QCOMPARE(line.attempt(), 0);
    }

    void reconnectNowWaitsForASecondSinceTheLastDial()
    {
        Driver line(u"initial=30s,max=30s"_s);
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
        Driver line(u"initial=30s,max=30s"_s);
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

    // ---- closing

    void stopClosesPolitelyAndForGood()
    {
        Driver line;
        line.settle();
        QCOMPARE(line.handle(Stop{}), (Effects{Effect::Close, Effect::ReportLost}));
        line.wait(24h);
        line.handle(EndpointSet{.usable = true, .changed = true});
        line.close(1006);
        QVERIFY(line.in<Stopped>());
    }

    void aSecondRejectionInARowIsTheEnd()
    {
        Driver line;
        line.openAndHear();
        line.close(1008);
        QVERIFY(line.in<Waiting>());
        line.waitForDeadline();
        line.openAndHear();
        line.close(1009);
        QVERIFY(line.in<Failed>());
        QCOMPARE(line.in<Failed>()->reason, LossReason::Rejected);
    }

    void aSessionThatCanBeHeldIsGivenUpBeforeTheLine()
    {
        Driver line;
        for (int i = 1; i <= 2; ++i) {
            line.openHolding();
            line.join();
            line.close(4400);
            QVERIFY(line.in<Waiting>());
            QCOMPARE(line.in<Waiting>()->outage.rejections, i);
            line.waitForDeadline();
        }
        line.openHolding();
        line.join();
        line.close(4400);
        QVERIFY(line.in<Failed>());
    }

    void aPlainSessionIsNot()
    {
        Driver line;
        line.openAndHear();
        line.close(4400);
        line.waitForDeadline();
        line.openAndHear();
        line.close(4400);
        QVERIFY(line.in<Failed>());
    }

    void whatIsRefusedIsClosedPolitely()
    {
        Driver line;
        line.settle();
        QCOMPARE(line.handle(Refused{line.dial(), {.after = 5s}, {}}),
                 (Effects{Effect::Close, Effect::ReportLost}));
        QCOMPARE(line.attempt(), 1);
        const Duration wait = line.waitForDeadline();
        QVERIFY(wait >= 5s && wait <= 6s);
    }

    void aNetworkLossInBetweenDoesNotExcuseARejection()
    {
        Driver line;
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
        Driver line;
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
            Driver line(u"standard"_s, seed);
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
        Driver line;
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
        Driver line;
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
        Driver line;
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
        Driver line;
        line.settle();
        line.talk();
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(line.wait(100ms), i == 19 ? Effects{Effect::Ping} : Effects());
            line.hear();
        }
    }

    void ownBytesThatLeavePutOffTheEnd()
    {
        Driver line;
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
        Driver line;
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
        Driver line;
        line.settle();
        line.handle(ConversationSet{talking});
        line.pong(1500ms);
        line.hear();
        QCOMPARE(line.waitForTheEnd(), 7000ms);
    }

    void smoothsTheRoundTripByOneEighth()
    {
        Driver line;
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
        Driver line;
        line.settle();
        line.pong(6001ms); // from before the line was opened
        line.pong(-1ms);
        QVERIFY(!line.in<Live>()->roundTrip);
    }

    void measuresAtTheBeginningOfASession()
    {
        Driver line;
        line.openHolding();
        line.handle(Greeted{line.dial()});
        QCOMPARE(line.handle(SessionNamed{line.dial(), false}), Effects{Effect::Ping});
    }

    void asksAgainAfterTheComputerSlept()
    {
        Driver line;
        line.settle();
        line.talk();
        line.wait(2s);
        QCOMPARE(line.wait(8h), Effects{Effect::Ping});
        QCOMPARE(line.wait(2s), Effects{Effect::Ping});
        QCOMPARE(line.wait(999ms), Effects());
        QCOMPARE(line.wait(1ms), (Effects{Effect::Drop, Effect::ReportLost}));
    }

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
        Driver line(u"initial=30s,max=30s"_s);
        line.refuse();
        line.wait(5s);
        QCOMPARE(line.handle(event), Effects{Effect::Dial});
        QCOMPARE(line.attempt(), 0);
    }

    void dialsOnceASecondAtMostHoweverOftenTheNetworkChanges()
    {
        Driver line(u"initial=30s,max=30s,attempts=unlimited"_s);
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
        Driver line;
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
        Driver line;
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
        Driver line;
        line.wait(300ms);
        line.handle(NetworkChanged{true});
        line.handle(Reached{line.dial()});
        QCOMPARE(line.waitForDeadline(), 5700ms); // its own timeout
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
            Driver line;
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
        Driver line;
        line.settle();
        QCOMPARE(line.handle(NetworkChanged{true}), Effects{Effect::Ping});
        QCOMPARE(line.handle(NetworkChanged{true}), Effects()); // it is asked already
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
        Driver line;
        line.settle();
        QCOMPARE(line.handle(AddressGone{line.dial(), online}),
                 (Effects{Effect::Drop, Effect::ReportLost}));
        QTEST(line.in<Waiting>()->outage.reason, "reason");
        QVERIFY(!online || line.waitForDeadline() <= 250ms);
    }

    // ---- without a network

    void withoutANetworkItWaitsForOneAndCountsNothing()
    {
        Driver line;
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
        Driver line;
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
        Driver line;
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
        Driver line;
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
        Driver line;
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
        Driver line;
        line.settle();
        line.handle(Goaway{line.dial(), LossReason::Restarting, 2s, 0ms});
        line.handle(NetworkChanged{false});
        QCOMPARE(line.waitForDeadline(), 2s);
        QVERIFY(line.in<Waiting>());
        QCOMPARE(line.handle(NetworkChanged{true}), Effects{Effect::Dial});
    }

    void withoutANetworkNothingIsProbed()
    {
        Driver line;
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
        Driver line(u"initial=60s,max=60s"_s);
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
        Driver line(u"initial=60s,max=60s"_s);
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
        Driver line(u"initial=10s,attempts=3"_s);
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
        Driver line;
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
        Driver line;
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
        Driver line;
        line.talk();
        line.refuse();
        QCOMPARE(line.handle(ConversationSet{false}), Effects{Effect::EndProbe});
    }

    // ---- going away as asked

    void goesAwayAndComesBackWithinTheSpread()
    {
        QSet<Duration::rep> waits;
        for (quint32 seed = 1; seed <= 50; ++seed) {
            Driver line(u"standard"_s, seed);
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

    void beingSentAwayAgainAndAgainUsesUpTheTries()
    {
        Driver line;
        for (int i = 0; i <= 10; ++i) {
            line.openHolding();
            line.handle(Goaway{line.dial(), LossReason::Busy, 0ms, 0ms});
            if (i < 10)
                line.waitForDeadline();
        }
        QVERIFY(line.in<Failed>());
        QCOMPARE(line.in<Failed>()->reason, LossReason::Busy);
    }

    // ---- the session

    void aServerThatNamesNoSessionIsLiveAllTheSame()
    {
        Driver line;
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
        Driver line;
        line.openHolding();
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
        QCOMPARE(line.attempt(), 1); // bytes alone make no good connection here
    }

    void aWelcomeMakesAGoodConnection()
    {
        Driver line;
        line.refuse();
        line.waitForDeadline();
        line.openHolding();
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
        Driver line;
        line.openAndHear();
        line.handle(SessionNamed{line.dial(), true});
        QCOMPARE(line.in<Live>()->restoredAt, line.now);
        QCOMPARE(line.wait(4s), Effects());
    }

private:
    static Event anyEvent(QRandomGenerator &random, int latestDial)
    {
        const int dial = random.bounded(8) == 0 ? latestDial - 1 : latestDial;
        switch (random.bounded(32)) {
        case 0:
            return Start{};
        case 1:
            return random.bounded(4) == 0 ? Event(Stop{}) : Event(Start{random.bounded(4) != 0});
        case 2:
            return ReconnectNow{};
        case 3:
            return StartNewSession{};
        case 4:
            return EndpointSet{.usable = random.bounded(4) != 0,
                               .changed = random.bounded(2) == 0,
                               .reachable = random.bounded(4) != 0};
        case 5:
            return PolicySet{BackoffPolicy::persistent()};
        case 6:
            return ConversationSet{random.bounded(2) == 0};
        case 7:
            return random.bounded(4) == 0 ? Event(GiveUp{LossReason::EmbeddedServerFailed, {}})
                                          : Event(TimePassed{});
        case 8:
            return DialFailed{dial, LossReason(random.bounded(14)), {}};
        case 9:
            return Closed{dial,
                          random.bounded(2) == 0 ? 1000 + random.bounded(16)
                                                 : 4400 + random.bounded(30),
                          {},
                          {}};
        case 10:
            return SessionNamed{dial, random.bounded(2) == 0};
        case 11:
            return Ponged{dial, kNow + Duration(random.bounded(10000))};
        case 12:
            return BytesLeft{dial};
        case 13:
        case 14:
            return BytesHeard{dial};
        case 15:
        case 16:
        case 17:
            return Opened{dial, random.bounded(2) == 0};
        case 18:
            return Greeted{dial};
        case 19:
            return Refused{dial, CloseVerdict::forClose(4400 + random.bounded(14), {}), {}};
        case 20:
            return NetworkChanged{random.bounded(2) == 0};
        case 21:
            return random.bounded(3) == 0 ? Event(AddressGone{dial, random.bounded(2) == 0})
                                          : Event(Woke{});
        case 22:
            return Probed{};
        case 23:
            return Reached{dial};
        case 24:
            return Goaway{dial, LossReason::Restarting, 1s, Duration(random.bounded(3000))};
        default:
            return TimePassed{};
        }
    }
};

QTEST_APPLESS_MAIN(TestLinkMachine)
#include "tst_linkmachine.moc"
