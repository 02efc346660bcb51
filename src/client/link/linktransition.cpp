// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/linktransition.h"

#include "client/link/dialfailure.h"
#include "client/link/liveness.h"
#include "client/link/probing.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

using namespace link;
using namespace Qt::StringLiterals;

namespace {

/// Consecutive closes of this kind that we tolerate; `nullopt` if the close is not a rejection.
std::optional<int> rejectionsAllowed(CloseVerdict::Action action, bool durable)
{
    switch (action) {
    case CloseVerdict::Action::RetryOnce:
        return 1;
    case CloseVerdict::Action::StartAnew:
        return durable ? 2 : 1;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<Instant> namingDeadline(const Live &live, const LinkTimings &timings)
{
    switch (live.naming) {
    case Live::Naming::Awaited:
        return live.namingSince + timings.sessionNaming;
    case Live::Naming::HelloAwaited:
        return live.namingSince + timings.hello;
    case Live::Naming::WelcomeAwaited:
        return live.namingSince + timings.welcome;
    default:
        return std::nullopt;
    }
}

LinkTransition::LinkTransition(const LinkState &from, Instant now, const LinkTimings &timings)
    : m_state(from)
    , m_now(now)
    , m_timings(timings)
{
}

void LinkTransition::begin()
{
    m_state.backoff.reset();
    dial(std::nullopt);
}

void LinkTransition::dial(std::optional<Outage> outage)
{
    if (m_state.reachable || !m_state.hasEndpoint)
        dialAnyway(std::move(outage));
    else
        awaitNetwork(std::move(outage).value_or(Outage{.since = m_now}));
}

void LinkTransition::dialAnyway(std::optional<Outage> outage)
{
    endProbes(m_state, m_effects);
    if (!m_state.hasEndpoint) {
        m_state.stage = AwaitingEndpoint{std::move(outage)};
        return;
    }
    ++m_state.dial;
    m_state.dialledAt = m_now;
    m_state.stage = Dialing{std::move(outage)};
    m_effects.push_back(Effect::Dial);
}

void LinkTransition::dialUncounted(Outage outage, Instant otherwise)
{
    m_state.backoff.reset();
    if (m_now >= nextUncounted())
        dialAnyway(std::move(outage));
    else
        m_state.stage = Waiting{std::move(outage), std::min(otherwise, nextUncounted())};
}

void LinkTransition::hurry(bool (*revives)(LossReason))
{
    if (!m_state.reachable)
        return;
    if (const auto *waiting = in<Waiting>()) {
        if (!waiting->byRequest)
            dialUncounted(waiting->outage, waiting->until);
    } else if (auto *dialing = std::get_if<Dialing>(&m_state.stage); dialing && !dialing->reached) {
        // The first packet of the dial may be lost, and the kernel repeats it only after 1, 3 and
        // 7 s.
        if (m_now >= nextUncounted())
            supersede(*dialing);
        else
            dialing->supersededAt = nextUncounted();
    } else if (const auto *failed = in<Failed>(); failed && revives(failed->reason)) {
        dialUncounted({failed->lostAt, failed->reason, failed->detail});
    }
}

void LinkTransition::supersede(const Dialing &dialing)
{
    std::optional<Outage> outage = dialing.outage;
    leave();
    dial(std::move(outage));
}

void LinkTransition::networkGone(bool wasReachable)
{
    if (const auto *dialing = in<Dialing>(); dialing && !dialing->reached) {
        Outage outage = dialing->outage.value_or(Outage{.since = m_now});
        leave();
        awaitNetwork(std::move(outage));
    } else if (const auto *waiting = in<Waiting>();
               waiting && !waiting->byRequest && wasReachable) {
        awaitNetwork(waiting->outage);
    }
}

/// A packet that is sent without a carrier would cost time afterwards: the kernel repeats its
/// question for the address of the next hop only once a second, and later packets wait for the
/// answer.
void LinkTransition::awaitNetwork(Outage outage)
{
    m_state.backoff.reset();
    outage.reason = LossReason::NoNetwork;
    outage.detail.clear();
    m_state.stage = Waiting{std::move(outage), m_now + m_timings.withoutNetwork};
}

void LinkTransition::ping(Live &live)
{
    live.pingedAt = m_now;
    live.askedAt = live.askedAt.value_or(m_now);
    m_effects.push_back(Effect::Ping);
}

void LinkTransition::leave(Effect socketEnd)
{
    if (in<Live>()) {
        m_effects.push_back(socketEnd);
        m_effects.push_back(Effect::ReportLost);
    } else if (in<Dialing>()) {
        m_effects.push_back(Effect::Drop);
    }
}

void LinkTransition::fail(LossReason reason, const QString &detail, Effect socketEnd)
{
    leave(socketEnd);
    m_state.stage = Failed{reason, detail, m_now};
}

void LinkTransition::lose(const Live &live, const CloseVerdict &verdict, const QString &detail,
                          Effect socketEnd)
{
    const bool isProven = live.trust == Live::Trust::Settled;
    const int rejections = live.outage && !isProven ? live.outage->rejections : 0;
    const std::optional<int> allowed = rejectionsAllowed(verdict.action, live.durable);
    if (verdict.action == CloseVerdict::Action::GiveUp || (allowed && rejections >= *allowed)) {
        fail(verdict.reason, detail, socketEnd);
        return;
    }
    const bool wasGood = live.trust != Live::Trust::Fresh;
    Outage outage{m_now,    verdict.reason,        detail, rejections + (allowed ? 1 : 0),
                  !wasGood, restartUntil(verdict), true};
    leave(socketEnd);
    if (verdict.after || !wasGood)
        retryLater(std::move(outage), verdict.after);
    else
        retryAtOnce(std::move(outage));
}

void LinkTransition::dialFailed(const Dialing &dialing, LossReason reason, const QString &detail)
{
    if (isFinal(reason)) {
        fail(reason, detail);
        return;
    }
    Outage outage = dialing.outage.value_or(Outage{.since = m_now});
    const bool isRestarting =
        outage.restartUntil && m_now < *outage.restartUntil && isLikeRestart(reason);
    outage.reason = isRestarting ? LossReason::Restarting : reason;
    outage.detail = detail;
    outage.reached = dialing.reached;
    leave();
    retryLater(std::move(outage));
}

/// The first retry after a good connection. It uses up no attempt.
void LinkTransition::retryAtOnce(Outage outage)
{
    if (!m_state.reachable) {
        awaitNetwork(std::move(outage));
        return;
    }
    const Instant soon = m_now + randomUpTo(m_timings.immediateRetrySpread, m_state);
    m_state.stage = Waiting{std::move(outage), std::max(soon, nextUncounted())};
}

void LinkTransition::retryLater(Outage outage, std::optional<Duration> namedWait)
{
    if (!m_state.reachable && !namedWait) {
        awaitNetwork(std::move(outage));
        return;
    }
    const std::optional<Duration> wait = m_state.backoff.next();
    if (!wait)
        m_state.stage =
            Failed{outage.reason, outage.detail, outage.since, outage.reached, outage.wasLive};
    else if (namedWait)
        m_state.stage =
            Waiting{std::move(outage),
                    m_now + *namedWait + randomUpTo(m_timings.namedWaitSpread, m_state), true};
    else
        m_state.stage = Waiting{std::move(outage), m_now + *wait};
}

void LinkTransition::goAway(const Live &live, const Goaway &event)
{
    const CloseVerdict verdict{.reason = event.reason,
                               .after = event.after + randomUpTo(event.spread, m_state)};
    if (live.trust == Live::Trust::Fresh) {
        lose(live, verdict, {}, Effect::Close);
        return;
    }
    Outage outage{.since = m_now,
                  .reason = event.reason,
                  .rejections = live.outage ? live.outage->rejections : 0,
                  .restartUntil = restartUntil(verdict),
                  .wasLive = true};
    leave(Effect::Close);
    m_state.stage =
        Waiting{std::move(outage), std::max(m_now + *verdict.after, nextUncounted()), true};
}

std::optional<Instant> LinkTransition::restartUntil(const CloseVerdict &verdict) const
{
    if (verdict.reason != LossReason::Restarting)
        return std::nullopt;
    return m_now + verdict.after.value_or(Duration(0)) + m_timings.restart;
}

void LinkTransition::attend(Live live)
{
    if (isShakingHands(live) && m_now >= *namingDeadline(live, m_timings)) {
        lose(live, {.reason = LossReason::TimedOut}, u"no session was given"_s, Effect::Close);
        return;
    }
    if (live.trust != Live::Trust::Settled && !isShakingHands(live)
        && m_now >= live.since + m_timings.settling) {
        live.trust = Live::Trust::Settled;
        m_state.backoff.reset();
    }
    if (live.naming == Live::Naming::Awaited && m_now >= *namingDeadline(live, m_timings)) {
        live.naming = Live::Naming::Nameless;
        m_effects.push_back(Effect::ReportNameless);
    }
    switch (liveness(live, m_state.talking, m_now, m_timings)) {
    case Liveness::Dead:
        lose(live, {.reason = LossReason::TimedOut}, {});
        return;
    case Liveness::Deaf:
        live.askedAt.reset();
        [[fallthrough]];
    case Liveness::Doubtful:
        ping(live);
        break;
    case Liveness::Alive:
        break;
    }
    m_state.stage = std::move(live);
}

LinkStep LinkTransition::take() &&
{
    arrangeProbes(m_state, m_effects, m_now, m_timings);
    return {std::move(m_state), std::move(m_effects)};
}

} // namespace holdline::client
