// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/linkmachine.h"

#include "support/linkdriver.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_linkmachine {

using namespace client;
using namespace client::link;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kDial = 3; ///< the latest dial in every prepared state

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

/// One state of each kind. No deadline is due at kNow.
std::vector<NamedState> allStates()
{
    const Outage outage{.since = kNow - 3s, .reason = LossReason::ConnectionLost};
    const Live fresh{
        .since = kNow - 1s, .lastLeft = kNow, .outage = outage, .namingSince = kNow - 1s};
    Live helloAwaited = fresh;
    helloAwaited.durable = true;
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

/// Returns the promise that a step breaks, or an empty text. The promises must hold for every state
/// and event.
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

} // namespace

/// The machine as a whole: every state, every event and what must always hold.
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
        event("address lost", EndpointLost{}, "SAAAALLLLAAFFFALAAF");
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
        // Pure: the same step again gives the same result.
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

    /// Long sequences of random events: the promises hold in any order.
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
                // Events of all kinds but the timer may come after a deadline.
                const QString broken =
                    brokenPromise(before, event, after, isTime ? now : Instant::min());
                QVERIFY2(broken.isEmpty(),
                         qPrintable(u"%1 (seed %2, step %3)"_s.arg(broken).arg(seed).arg(i)));
                machine.handle(event, now);
            }
        }
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
            if (random.bounded(4) == 0)
                return EndpointLost{};
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

HOLDLINE_TEST(TestLinkMachine)

} // namespace holdline::tst_linkmachine

#include "tst_linkmachine.moc"
