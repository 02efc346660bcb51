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

/// One state of each kind, none with anything due at kNow.
std::vector<NamedState> allStates()
{
    const Outage outage{.since = kNow - 3s, .reason = LossReason::ConnectionLost};
    const Live fresh{.since = kNow - 1s,
                     .lastHeard = kNow - 1s,
                     .lastLeft = kNow,
                     .outage = outage,
                     .namingSince = kNow - 1s};
    Live helloAwaited = fresh;
    helloAwaited.holding = true;
    helloAwaited.naming = Live::Naming::HelloAwaited;
    Live welcomeAwaited = helloAwaited;
    welcomeAwaited.naming = Live::Naming::WelcomeAwaited;
    Live settled{.since = kNow - 1min, .lastHeard = kNow - 1s, .lastLeft = kNow, .outage = {}};
    settled.trust = Live::Trust::Settled;
    settled.naming = Live::Naming::Named;
    return {{"stopped", prepared(Stopped{})},
            {"awaiting", prepared(AwaitingEndpoint{}, false)},
            {"first dial", prepared(Dialing{})},
            {"dial after a loss", prepared(Dialing{.outage = outage})},
            {"fresh", prepared(fresh)},
            {"before the hello", prepared(helloAwaited)},
            {"before the welcome", prepared(welcomeAwaited)},
            {"settled", prepared(settled)},
            {"waiting", prepared(Waiting{outage, kNow + 1s})},
            {"failed", prepared(Failed{LossReason::Refused, {}})}};
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
QString brokenPromise(const LinkState &before, const LinkStep &after, Instant now)
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
    if (dials && !after.state.hasEndpoint)
        return u"nothing is dialled without an address"_s;
    if (isLive && !wasLive && !std::holds_alternative<Dialing>(before.stage))
        return u"only a dial makes a line live"_s;
    const bool waitsForTime =
        hasSocket(after.state) || std::holds_alternative<Waiting>(after.state.stage);
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
        // The states in their order: stopped, awaiting, first dial, dial after a loss, fresh,
        // before the hello, before the welcome, settled, waiting, failed. The letters: Stopped,
        // Awaiting, Dialing, Live, Waiting, Failed.
        const char *same = "SADDLLLLWF";
        event("start", Start{}, "DADDLLLLWD");
        event("stop", Stop{}, "SSSSSSSSSS");
        event("reconnect now", ReconnectNow{}, "DADDLLLLDD");
        event("new session", StartNewSession{}, "SADDDDDDDD");
        event("another address", EndpointSet{.usable = true, .changed = true}, "SDDDDDDDDD");
        event("the same address", EndpointSet{.usable = true, .changed = false}, "SDDDLLLLDD");
        event("no address", EndpointSet{.usable = false, .changed = true}, "SAAAAAAAAA");
        event("a policy", PolicySet{BackoffPolicy::persistent()}, same);
        event("a conversation", ConversationSet{true}, same);
        event("give up", GiveUp{LossReason::EmbeddedServerFailed, {}}, "SFFFFFFFFF");
        event("time, but not enough", TimePassed{}, same);
        event("open", Opened{kDial}, "SALLLLLLWF");
        event("dial refused", DialFailed{kDial, LossReason::Refused, {}}, "SAWWLLLLWF");
        event("dial not found", DialFailed{kDial, LossReason::NotFound, {}}, "SAFFLLLLWF");
        event("closed", Closed{kDial, 1000, {}, {}}, "SAWWWWWWWF");
        event("rejected", Closed{kDial, 1008, {}, {}}, "SAWWWWWWWF");
        event("replaced", Closed{kDial, 4409, {}, {}}, "SAWWFFFFWF");
        event("open with holdline.v1", Opened{kDial, true}, "SALLLLLLWF");
        event("hello", Greeted{kDial}, same);
        event("refused", Refused{kDial, {}, {}}, "SADDWWWWWF");
        event("refused for good", Refused{kDial, CloseVerdict::forClose(4409, {}), {}},
              "SADDFFFFWF");
        event("bytes in", BytesHeard{kDial}, same);
        event("bytes out", BytesLeft{kDial}, same);
        event("pong", Ponged{kDial}, same);
        event("session", SessionNamed{kDial, true}, same);
        event("open, of an old dial", Opened{kDial - 1}, same);
        event("failed, of an old dial", DialFailed{kDial - 1, none, {}}, same);
        event("closed, of an old dial", Closed{kDial - 1, 4409, {}, {}}, same);
        event("bytes in, of an old dial", BytesHeard{kDial - 1}, same);
        event("bytes out, of an old dial", BytesLeft{kDial - 1}, same);
        event("pong, of an old dial", Ponged{kDial - 1}, same);
        event("hello, of an old dial", Greeted{kDial - 1}, same);
        event("refused, of an old dial", Refused{kDial - 1, {}, {}}, same);
        event("session, of an old dial", SessionNamed{kDial - 1, true}, same);
    }

    void goesFromEveryStateOnEveryEvent()
    {
        QFETCH(int, state);
        QFETCH(Event, event);
        const LinkState before = allStates()[size_t(state)].state;
        const LinkStep after = step(before, event, kNow, kTimings);
        QTEST(letter(after.state.stage), "next");
        const QString broken = brokenPromise(before, after, kNow);
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
                  Event(Ponged{2}), Event(SessionNamed{2, true}), Event(Greeted{2}),
                  Event(Refused{2, {}, {}})}) {
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
                const QString broken = brokenPromise(before, after, isTime ? now : Instant::min());
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
        QTest::addColumn<int>("silence");
        QTest::addColumn<int>("pongWait");
        QTest::newRow("in a conversation") << true << 2000 << 3000;
        QTest::newRow("idle") << false << 15000 << 5000;
    }

    void asksASilentPeerAndThenGivesItUp()
    {
        QFETCH(bool, talking);
        QFETCH(int, silence);
        QFETCH(int, pongWait);
        Driver line;
        line.settle();
        line.handle(ConversationSet{talking});
        QCOMPARE(line.wait(Duration(silence - 1)), Effects());
        QCOMPARE(line.wait(1ms), Effects{Effect::Ping});
        QCOMPARE(line.wait(Duration(pongWait - 1)), Effects());
        QCOMPARE(line.wait(1ms), (Effects{Effect::Drop, Effect::ReportLost}));
        QCOMPARE(line.in<Waiting>()->outage.reason, LossReason::TimedOut);
    }

    void anyByteAnswersThePing()
    {
        Driver line;
        line.settle();
        line.handle(ConversationSet{true});
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(line.wait(2s), Effects{Effect::Ping});
            line.now += 2900ms;
            line.hear();
        }
        QVERIFY(line.in<Live>());
    }

    void ownBytesThatLeavePutOffTheEnd()
    {
        Driver line;
        line.settle();
        line.handle(ConversationSet{true});
        QCOMPARE(line.wait(2s), Effects{Effect::Ping});
        line.now += 2500ms;
        line.handle(BytesLeft{line.dial()});
        line.wait(2900ms);
        QVERIFY(line.in<Live>());
        line.wait(100ms);
        QVERIFY(line.in<Waiting>());
    }

    void ownBytesThatLeaveDoNotPutOffTheQuestion()
    {
        Driver line;
        line.settle();
        line.handle(ConversationSet{true});
        line.now += 2s;
        line.handle(BytesLeft{line.dial()});
        QCOMPARE(line.wait(0ms), Effects{Effect::Ping});
    }

    void aSlowLineIsGivenFourRoundTripsAndASecond()
    {
        Driver line;
        line.settle();
        line.handle(ConversationSet{true});
        line.wait(2s);
        line.now += 1500ms;
        line.hear();
        line.handle(Ponged{line.dial()});
        line.wait(2s);
        line.wait(6999ms);
        QVERIFY(line.in<Live>());
        line.wait(1ms);
        QVERIFY(line.in<Waiting>());
    }

    void smoothsTheRoundTripByOneEighth()
    {
        Driver line;
        line.settle();
        line.handle(ConversationSet{true});
        const auto measure = [&](Duration roundTrip) {
            line.wait(2s);
            line.now += roundTrip;
            line.hear();
            line.handle(Ponged{line.dial()});
            return line.in<Live>()->roundTrip.value();
        };
        QCOMPARE(measure(80ms), 80ms);
        QCOMPARE(measure(160ms), 90ms);
        QCOMPARE(measure(90ms), 90ms);
    }

    void aPongThatNobodyAskedForMeasuresNothing()
    {
        Driver line;
        line.settle();
        line.handle(Ponged{line.dial()});
        QVERIFY(!line.in<Live>()->roundTrip);
    }

    void asksAgainAfterTheComputerSlept()
    {
        Driver line;
        line.settle();
        line.handle(ConversationSet{true});
        line.wait(2s);
        QCOMPARE(line.wait(8h), Effects{Effect::Ping});
        QCOMPARE(line.wait(3s), (Effects{Effect::Drop, Effect::ReportLost}));
    }

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
        switch (random.bounded(26)) {
        case 0:
            return Start{};
        case 1:
            return random.bounded(4) == 0 ? Event(Stop{}) : Event(Start{});
        case 2:
            return ReconnectNow{};
        case 3:
            return StartNewSession{};
        case 4:
            return EndpointSet{.usable = random.bounded(4) != 0, .changed = random.bounded(2) == 0};
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
            return Ponged{dial};
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
        default:
            return TimePassed{};
        }
    }
};

QTEST_APPLESS_MAIN(TestLinkMachine)
#include "tst_linkmachine.moc"
