// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/linktransition.h"

#include "client/dialfailure.h"
#include "client/liveness.h"

#include <algorithm>

namespace holdline::client {

using namespace link;
using namespace Qt::StringLiterals;

namespace {

/// How many ends of this kind are borne in a row; nothing: it is none of that kind.
std::optional<int> rejectionsAllowed(CloseVerdict::Action action, bool holding)
{
    switch (action) {
    case CloseVerdict::Action::RetryOnce:
        return 1;
    case CloseVerdict::Action::StartAnew:
        return holding ? 2 : 1;
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
    if (m_state.hasEndpoint)
        dial(std::nullopt);
    else
        m_state.stage = AwaitingEndpoint{};
}

void LinkTransition::dial(std::optional<Outage> outage)
{
    ++m_state.dial;
    m_state.dialledAt = m_now;
    m_state.stage = Dialing{std::move(outage)};
    m_effects.push_back(Effect::Dial);
}

void LinkTransition::dialUncounted(const Waiting &waiting)
{
    m_state.backoff.reset();
    if (m_now >= nextUncounted())
        dial(waiting.outage);
    else
        m_state.stage = Waiting{waiting.outage, std::min(waiting.until, nextUncounted())};
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
    m_state.stage = Failed{reason, detail};
}

void LinkTransition::lose(const Live &live, const CloseVerdict &verdict, const QString &detail,
                          Effect socketEnd)
{
    const bool isProven = live.trust == Live::Trust::Settled;
    const int rejections = live.outage && !isProven ? live.outage->rejections : 0;
    const std::optional<int> allowed = rejectionsAllowed(verdict.action, live.holding);
    if (verdict.action == CloseVerdict::Action::GiveUp || (allowed && rejections >= *allowed)) {
        fail(verdict.reason, detail, socketEnd);
        return;
    }
    const bool wasGood = live.trust != Live::Trust::Fresh;
    Outage outage{m_now, verdict.reason, detail, rejections + (allowed ? 1 : 0)};
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
    outage.reason = reason;
    outage.detail = detail;
    leave();
    retryLater(std::move(outage));
}

/// The one retry that is not counted: the line was good until now.
void LinkTransition::retryAtOnce(Outage outage)
{
    const Instant soon = m_now + random(m_timings.immediateRetrySpread);
    m_state.stage = Waiting{std::move(outage), std::max(soon, nextUncounted())};
}

void LinkTransition::retryLater(Outage outage, std::optional<Duration> namedWait)
{
    const std::optional<Duration> wait = m_state.backoff.next();
    if (!wait)
        m_state.stage = Failed{outage.reason, outage.detail};
    else if (namedWait)
        m_state.stage =
            Waiting{std::move(outage), m_now + *namedWait + random(m_timings.namedWaitSpread)};
    else
        m_state.stage = Waiting{std::move(outage), m_now + *wait};
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
    case Liveness::Doubtful:
        live.pingedAt = m_now;
        m_effects.push_back(Effect::Ping);
        break;
    case Liveness::Alive:
        break;
    }
    m_state.stage = std::move(live);
}

Duration LinkTransition::random(Duration spread)
{
    return Duration(m_state.random.bounded(static_cast<qint64>(spread.count()) + 1));
}

} // namespace holdline::client
