// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/linkmachine.h"

#include "client/closeverdict.h"
#include "client/dialfailure.h"
#include "client/liveness.h"
#include "core/overloaded.h"

#include <algorithm>

namespace holdline::client {

using namespace link;

namespace {

/// One step under construction: each on() changes the copied state and notes what it asks for.
class Transition
{
public:
    Transition(const LinkState &from, Instant now, const LinkTimings &timings)
        : m_state(from)
        , m_now(now)
        , m_timings(timings)
    {
    }
    LinkStep take() && { return {std::move(m_state), std::move(m_effects)}; }

    void on(const Start &);
    void on(const Stop &);
    void on(const ReconnectNow &);
    void on(const StartNewSession &);
    void on(const EndpointSet &event);
    void on(const PolicySet &event);
    void on(const ConversationSet &event) { m_state.talking = event.talking; }
    void on(const GiveUp &event);
    void on(const TimePassed &);
    void on(const Opened &event);
    void on(const DialFailed &event);
    void on(const Closed &event);
    void on(const BytesHeard &event);
    void on(const BytesLeft &event);
    void on(const Ponged &event);
    void on(const SessionNamed &event);

private:
    template <typename S>
    bool in() const
    {
        return std::holds_alternative<S>(m_state.stage);
    }
    /// The stage `S` if the line is in it because of this very dial.
    template <typename S>
    S *ofDial(int dial)
    {
        return dial == m_state.dial ? std::get_if<S>(&m_state.stage) : nullptr;
    }

    void begin();
    void dial(std::optional<Outage> outage);
    void leave(Effect socketEnd = Effect::Drop);
    void fail(LossReason reason, const QString &detail);
    void lose(const Live &live, const CloseVerdict &verdict, const QString &detail);
    void retryAtOnce(Outage outage);
    void retryLater(Outage outage, std::optional<Duration> namedWait = std::nullopt);
    void dialFailed(const Dialing &dialing, LossReason reason, const QString &detail);
    void attend(Live live);

    Duration random(Duration spread);
    Instant nextUncounted() const { return m_state.dialledAt + m_timings.uncountedSpacing; }

    LinkState m_state;
    Effects m_effects;
    Instant m_now;
    const LinkTimings &m_timings;
};

// ---- the user and the app

void Transition::on(const Start &)
{
    if (in<Stopped>() || in<Failed>())
        begin();
}

void Transition::on(const Stop &)
{
    leave(Effect::Close);
    m_state.stage = Stopped{};
}

void Transition::on(const ReconnectNow &)
{
    if (in<Stopped>() || in<Failed>()) {
        begin();
    } else if (const auto *waiting = std::get_if<Waiting>(&m_state.stage)) {
        m_state.backoff.reset();
        if (m_now >= nextUncounted())
            dial(waiting->outage);
        else
            m_state.stage = Waiting{waiting->outage, std::min(waiting->until, nextUncounted())};
    }
}

void Transition::on(const StartNewSession &)
{
    if (in<Stopped>() || in<AwaitingEndpoint>())
        return;
    leave();
    begin();
}

void Transition::on(const EndpointSet &event)
{
    m_state.hasEndpoint = event.usable;
    if (in<Stopped>())
        return;
    if (!event.usable) {
        leave();
        m_state.stage = AwaitingEndpoint{};
    } else if (const auto *waiting = std::get_if<Waiting>(&m_state.stage)) {
        m_state.backoff.reset();
        dial(waiting->outage);
    } else if (const auto *dialing = std::get_if<Dialing>(&m_state.stage)) {
        if (!event.changed)
            return;
        const std::optional<Outage> outage = dialing->outage;
        leave();
        m_state.backoff.reset();
        dial(outage);
    } else if (!in<Live>() || event.changed) {
        leave();
        begin();
    }
}

void Transition::on(const PolicySet &event)
{
    m_state.backoff = ExponentialBackoff(event.policy, static_cast<quint32>(m_state.random()));
    if (const auto *waiting = std::get_if<Waiting>(&m_state.stage))
        retryLater(waiting->outage);
}

void Transition::on(const GiveUp &event)
{
    if (!in<Stopped>())
        fail(event.reason, event.detail);
}

// ---- the socket

void Transition::on(const Opened &event)
{
    if (const auto *dialing = ofDial<Dialing>(event.dial)) {
        m_state.stage =
            Live{.since = m_now, .lastHeard = m_now, .lastLeft = m_now, .outage = dialing->outage};
    }
}

void Transition::on(const DialFailed &event)
{
    if (const auto *dialing = ofDial<Dialing>(event.dial))
        dialFailed(*dialing, event.reason, event.detail);
}

void Transition::on(const Closed &event)
{
    if (const auto *live = ofDial<Live>(event.dial))
        lose(*live, CloseVerdict::forClose(event.code, event.text), event.detail);
    else if (const auto *dialing = ofDial<Dialing>(event.dial))
        dialFailed(*dialing, LossReason::ConnectionLost, event.detail);
}

void Transition::on(const BytesHeard &event)
{
    if (auto *dialing = ofDial<Dialing>(event.dial)) {
        dialing->answered = true;
    } else if (auto *live = ofDial<Live>(event.dial)) {
        live->lastHeard = m_now;
        if (live->trust == Live::Trust::Fresh) {
            live->trust = Live::Trust::Heard;
            m_state.backoff.reset();
        }
    }
}

void Transition::on(const BytesLeft &event)
{
    if (auto *live = ofDial<Live>(event.dial))
        live->lastLeft = m_now;
}

void Transition::on(const Ponged &event)
{
    auto *live = ofDial<Live>(event.dial);
    if (!live || !live->pingedAt)
        return;
    const auto sample =
        std::chrono::duration_cast<std::chrono::microseconds>(m_now - *live->pingedAt);
    live->roundTrip = live->roundTrip ? (*live->roundTrip * 7 + sample) / 8 : sample;
    live->pingedAt.reset();
}

void Transition::on(const SessionNamed &event)
{
    if (auto *live = ofDial<Live>(event.dial)) {
        live->naming = Live::Naming::Named;
        if (event.restored)
            live->restoredAt = m_now;
    }
}

// ---- time

void Transition::on(const TimePassed &)
{
    const Stage stage = m_state.stage;
    std::visit(Overloaded{[&](const Waiting &waiting) {
                              if (m_now >= waiting.until)
                                  dial(waiting.outage);
                          },
                          [&](const Dialing &dialing) {
                              if (m_now >= m_state.dialledAt + m_timings.dialTimeout)
                                  dialFailed(dialing,
                                             dialing.answered ? LossReason::NotAWebSocket
                                                              : LossReason::TimedOut,
                                             {});
                          },
                          [&](const Live &live) { attend(live); }, [](const Stopped &) {},
                          [](const AwaitingEndpoint &) {}, [](const Failed &) {}},
               stage);
}

/// Looks after a live line: whether it has proved good, is silent, or dead.
void Transition::attend(Live live)
{
    if (live.trust != Live::Trust::Settled && m_now >= live.since + m_timings.settling) {
        live.trust = Live::Trust::Settled;
        m_state.backoff.reset();
    }
    if (live.naming == Live::Naming::Awaited && m_now >= live.since + m_timings.sessionNaming) {
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

// ---- what they share

void Transition::begin()
{
    m_state.backoff.reset();
    if (m_state.hasEndpoint)
        dial(std::nullopt);
    else
        m_state.stage = AwaitingEndpoint{};
}

void Transition::dial(std::optional<Outage> outage)
{
    ++m_state.dial;
    m_state.dialledAt = m_now;
    m_state.stage = Dialing{std::move(outage)};
    m_effects.push_back(Effect::Dial);
}

/// Gives up whatever socket there is; the caller sets the next stage.
void Transition::leave(Effect socketEnd)
{
    if (in<Live>()) {
        m_effects.push_back(socketEnd);
        m_effects.push_back(Effect::ReportLost);
    } else if (in<Dialing>()) {
        m_effects.push_back(Effect::Drop);
    }
}

void Transition::fail(LossReason reason, const QString &detail)
{
    leave();
    m_state.stage = Failed{reason, detail};
}

void Transition::lose(const Live &live, const CloseVerdict &verdict, const QString &detail)
{
    const bool wasRejected =
        live.outage && live.outage->rejected && live.trust != Live::Trust::Settled;
    const bool isRejection = verdict.action == CloseVerdict::Action::RetryOnce;
    if (verdict.action == CloseVerdict::Action::GiveUp || (isRejection && wasRejected)) {
        fail(verdict.reason, detail);
        return;
    }
    const bool wasGood = live.trust != Live::Trust::Fresh;
    Outage outage{m_now, verdict.reason, detail, isRejection || wasRejected};
    leave();
    if (verdict.after || !wasGood)
        retryLater(std::move(outage), verdict.after);
    else
        retryAtOnce(std::move(outage));
}

void Transition::dialFailed(const Dialing &dialing, LossReason reason, const QString &detail)
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
void Transition::retryAtOnce(Outage outage)
{
    const Instant soon = m_now + random(m_timings.immediateRetrySpread);
    m_state.stage = Waiting{std::move(outage), std::max(soon, nextUncounted())};
}

void Transition::retryLater(Outage outage, std::optional<Duration> namedWait)
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

Duration Transition::random(Duration spread)
{
    return Duration(
        std::uniform_int_distribution<Duration::rep>(0, spread.count())(m_state.random));
}

} // namespace

LinkStep step(const LinkState &state, const Event &event, Instant now, const LinkTimings &timings)
{
    Transition transition(state, now, timings);
    std::visit([&](const auto &happened) { transition.on(happened); }, event);
    return std::move(transition).take();
}

std::optional<Instant> deadline(const LinkState &state, const LinkTimings &timings)
{
    const auto never = std::optional<Instant>();
    return std::visit(
        Overloaded{[&](const Dialing &) -> std::optional<Instant> {
                       return state.dialledAt + timings.dialTimeout;
                   },
                   [&](const Live &live) -> std::optional<Instant> {
                       Instant earliest = livenessDeadline(live, state.talking, timings);
                       if (live.trust != Live::Trust::Settled)
                           earliest = std::min(earliest, live.since + timings.settling);
                       if (live.naming == Live::Naming::Awaited)
                           earliest = std::min(earliest, live.since + timings.sessionNaming);
                       return earliest;
                   },
                   [](const Waiting &waiting) -> std::optional<Instant> { return waiting.until; },
                   [&](const Stopped &) { return never; },
                   [&](const AwaitingEndpoint &) { return never; },
                   [&](const Failed &) { return never; }},
        state.stage);
}

LinkMachine::LinkMachine(const BackoffPolicy &policy, const LinkTimings &timings, quint32 seed)
    : m_timings(timings)
    , m_state{.stage = Stopped{},
              .backoff = ExponentialBackoff(policy, seed),
              .random = std::minstd_rand(seed)}
{
}

Effects LinkMachine::handle(const Event &event, Instant now)
{
    LinkStep next = step(m_state, event, now, m_timings);
    m_state = std::move(next.state);
    return std::move(next.effects);
}

} // namespace holdline::client
