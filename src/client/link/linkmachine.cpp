// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/linkmachine.h"

#include "client/link/dialfailure.h"
#include "client/link/linktransition.h"
#include "client/link/liveness.h"
#include "core/overloaded.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

using namespace link;

namespace {

/// Handles each event in the stages that it concerns. In the other stages the event changes
/// nothing.
struct EventHandler
{
    LinkTransition &t;

    // ---- the user and the app

    void operator()(const Start &event) const
    {
        if (!t.in<Stopped>() && !t.in<Failed>())
            return;
        t.state().reachable = event.reachable;
        t.begin();
    }

    void operator()(const Stop &) const
    {
        t.leave(Effect::Close);
        t.state().stage = Stopped{};
    }

    void operator()(const ReconnectNow &) const
    {
        if (t.in<Stopped>() || t.in<Failed>())
            t.begin();
        // The user may know better than the interfaces whether there is a network.
        if (const auto *waiting = t.in<Waiting>())
            t.dialUncounted(waiting->outage, waiting->until);
    }

    void operator()(const StartNewSession &) const
    {
        if (t.in<Stopped>() || t.in<AwaitingEndpoint>())
            return;
        t.leave();
        t.begin();
    }

    void operator()(const EndpointSet &event) const
    {
        t.state().hasEndpoint = event.usable;
        t.state().reachable = event.reachable;
        if (t.in<Stopped>())
            return;
        if (!event.usable) {
            t.leave();
            t.state().stage = AwaitingEndpoint{};
        } else if (const auto *waiting = t.in<Waiting>()) {
            t.state().backoff.reset();
            t.dial(waiting->outage);
        } else if (const auto *awaiting = t.in<AwaitingEndpoint>()) {
            t.state().backoff.reset();
            t.dial(awaiting->outage);
        } else if (const auto *dialing = t.in<Dialing>()) {
            if (!event.changed)
                return;
            const std::optional<Outage> outage = dialing->outage;
            t.leave();
            t.state().backoff.reset();
            t.dial(outage);
        } else if (!t.in<Live>() || event.changed) {
            t.leave();
            t.begin();
        }
    }

    void operator()(const EndpointLost &) const
    {
        t.state().hasEndpoint = false;
        if (const auto *waiting = t.in<Waiting>()) {
            t.dialAnyway(waiting->outage);
        } else if (const auto *dialing = t.in<Dialing>()) {
            std::optional<Outage> outage = dialing->outage;
            t.leave();
            t.dialAnyway(std::move(outage));
        }
    }

    void operator()(const PolicySet &event) const
    {
        t.state().backoff = ExponentialBackoff(event.policy, t.state().random.generate());
        if (const auto *waiting = t.in<Waiting>(); waiting && !waiting->byRequest)
            t.retryLater(waiting->outage);
    }

    void operator()(const ConversationSet &event) const { t.state().talking = event.talking; }

    void operator()(const GiveUp &event) const
    {
        if (!t.in<Stopped>())
            t.fail(event.reason, event.detail);
    }

    // ---- the computer and its network

    void operator()(const NetworkChanged &event) const
    {
        const bool wasReachable = std::exchange(t.state().reachable, event.reachable);
        if (!event.reachable)
            t.networkGone(wasReachable);
        else if (auto *live = std::get_if<Live>(&t.state().stage); live && !live->askedAt)
            t.ping(*live);
        else
            t.hurry(isOfTheNetwork);
    }

    void operator()(const AddressGone &event) const
    {
        if (event.dial == t.state().dial)
            t.state().reachable = event.online;
        const auto reason = event.online ? LossReason::ConnectionLost : LossReason::NoNetwork;
        if (const auto *live = t.ofDial<Live>(event.dial))
            t.lose(*live, {.reason = reason}, {});
        else if (const auto *dialing = t.ofDial<Dialing>(event.dial))
            t.dialFailed(*dialing, reason, {});
    }

    void operator()(const Woke &) const
    {
        if (auto *live = std::get_if<Live>(&t.state().stage)) {
            live->askedAt.reset();
            t.ping(*live);
        } else {
            t.hurry(isUnreached);
        }
    }

    void operator()(const Probed &) const { t.hurry(isUnreached); }

    // ---- the socket

    void operator()(const Reached &event) const
    {
        if (auto *dialing = t.ofDial<Dialing>(event.dial)) {
            dialing->reached = true;
            dialing->supersededAt.reset();
        }
    }

    void operator()(const Opened &event) const
    {
        if (const auto *dialing = t.ofDial<Dialing>(event.dial)) {
            t.state().reachable = true; // even if the interfaces say otherwise
            t.state().stage =
                Live{.since = t.now(),
                     .lastLeft = t.now(),
                     .outage = dialing->outage,
                     .durable = event.durable,
                     .naming = event.durable ? Live::Naming::HelloAwaited : Live::Naming::Awaited,
                     .namingSince = t.now()};
        }
    }

    void operator()(const DialFailed &event) const
    {
        if (const auto *dialing = t.ofDial<Dialing>(event.dial))
            t.dialFailed(*dialing, event.reason, event.detail);
    }

    void operator()(const Closed &event) const
    {
        if (const auto *live = t.ofDial<Live>(event.dial))
            t.lose(*live, CloseVerdict::forClose(event.code, event.text), event.detail);
        else if (const auto *dialing = t.ofDial<Dialing>(event.dial))
            t.dialFailed(*dialing, LossReason::ConnectionLost, event.detail);
    }

    void operator()(const Greeted &event) const
    {
        if (auto *live = t.ofDial<Live>(event.dial); live && isShakingHands(*live)) {
            live->naming = Live::Naming::WelcomeAwaited;
            live->namingSince = t.now();
        }
    }

    void operator()(const Refused &event) const
    {
        if (const auto *live = t.ofDial<Live>(event.dial))
            t.lose(*live, event.verdict, event.detail, Effect::Close);
    }

    void operator()(const BytesHeard &event) const
    {
        if (auto *dialing = t.ofDial<Dialing>(event.dial)) {
            dialing->answered = true;
        } else if (auto *live = t.ofDial<Live>(event.dial)) {
            live->askedAt.reset();
            if (live->trust == Live::Trust::Fresh && !isShakingHands(*live)) {
                live->trust = Live::Trust::Heard;
                t.state().backoff.reset();
            }
        }
    }

    void operator()(const BytesLeft &event) const
    {
        if (auto *live = t.ofDial<Live>(event.dial))
            live->lastLeft = t.now();
    }

    void operator()(const Ponged &event) const
    {
        auto *live = t.ofDial<Live>(event.dial);
        // The server may put anything into a pong.
        if (!live || event.pingedAt < live->since || event.pingedAt > t.now())
            return;
        const auto sample =
            std::chrono::duration_cast<std::chrono::microseconds>(t.now() - event.pingedAt);
        live->roundTrip = live->roundTrip ? (*live->roundTrip * 7 + sample) / 8 : sample;
    }

    void operator()(const Goaway &event) const
    {
        if (const auto *live = t.ofDial<Live>(event.dial))
            t.goAway(*live, event);
    }

    void operator()(const SessionNamed &event) const
    {
        if (auto *live = t.ofDial<Live>(event.dial)) {
            live->naming = Live::Naming::Named;
            if (event.restored)
                live->restoredAt = t.now();
            t.ping(*live); // no bytes wait in front of this ping yet
        }
    }

    // ---- time

    void operator()(const TimePassed &) const
    {
        const Stage stage = t.state().stage;
        std::visit(Overloaded{[&](const Waiting &waiting) {
                                  if (t.now() < waiting.until)
                                      return;
                                  if (waiting.byRequest)
                                      t.dial(waiting.outage);
                                  else
                                      t.dialAnyway(waiting.outage);
                              },
                              [&](const Dialing &dialing) {
                                  if (t.now() >= t.state().dialledAt + t.timings().dialTimeout)
                                      t.dialFailed(dialing,
                                                   dialing.answered ? LossReason::NotAWebSocket
                                                                    : LossReason::TimedOut,
                                                   {});
                                  else if (dialing.supersededAt && t.now() >= *dialing.supersededAt)
                                      t.supersede(dialing);
                              },
                              [&](const Live &live) { t.attend(live); }, [](const Stopped &) {},
                              [](const AwaitingEndpoint &) {}, [](const Failed &) {}},
                   stage);
    }
};

} // namespace

LinkStep step(const LinkState &state, const Event &event, Instant now, const LinkTimings &timings)
{
    LinkTransition transition(state, now, timings);
    std::visit(EventHandler{transition}, event);
    return std::move(transition).take();
}

namespace {

Instant stageDeadline(const LinkState &state, const LinkTimings &timings)
{
    return std::visit(
        Overloaded{[&](const Dialing &dialing) {
                       return std::min(state.dialledAt + timings.dialTimeout,
                                       dialing.supersededAt.value_or(Instant::max()));
                   },
                   [&](const Live &live) {
                       Instant earliest = livenessDeadline(live, state.talking, timings);
                       if (live.trust != Live::Trust::Settled && !isShakingHands(live))
                           earliest = std::min(earliest, live.since + timings.settling);
                       if (const auto naming = namingDeadline(live, timings))
                           earliest = std::min(earliest, *naming);
                       return earliest;
                   },
                   [](const Waiting &waiting) { return waiting.until; },
                   [](const Stopped &) { return Instant::max(); },
                   [](const AwaitingEndpoint &) { return Instant::max(); },
                   [](const Failed &) { return Instant::max(); }},
        state.stage);
}

} // namespace

std::optional<Instant> deadline(const LinkState &state, const LinkTimings &timings)
{
    const Instant due =
        std::min(stageDeadline(state, timings), state.nextProbe.value_or(Instant::max()));
    return due == Instant::max() ? std::nullopt : std::optional(due);
}

LinkMachine::LinkMachine(const BackoffPolicy &policy, const LinkTimings &timings, quint32 seed)
    : m_timings(timings)
    , m_state{.stage = Stopped{},
              .backoff = ExponentialBackoff(policy, seed),
              .random = QRandomGenerator(seed)}
{
}

Effects LinkMachine::handle(const Event &event, Instant now)
{
    LinkStep next = step(m_state, event, now, m_timings);
    m_state = std::move(next.state);
    return std::move(next.effects);
}

} // namespace holdline::client
