// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/closeverdict.h"
#include "client/link/linkmachine.h"

namespace holdline::client {

/// When the server is late with naming the session; nothing when it is not awaited to.
std::optional<Instant> namingDeadline(const link::Live &live, const LinkTimings &timings);

/// One step of the line under construction: what can be done with it, on a copy of its state.
/// Which of this an event asks for is decided in linkmachine.cpp.
class LinkTransition
{
public:
    LinkTransition(const LinkState &from, Instant now, const LinkTimings &timings);

    LinkState &state() { return m_state; }
    Instant now() const { return m_now; }
    const LinkTimings &timings() const { return m_timings; }

    template <typename S>
    const S *in() const
    {
        return std::get_if<S>(&m_state.stage);
    }
    /// The stage `S` if the line is in it because of this very dial.
    template <typename S>
    S *ofDial(int dial)
    {
        return dial == m_state.dial ? std::get_if<S>(&m_state.stage) : nullptr;
    }

    /// A start: whatever was lost before is forgotten.
    void begin();
    /// Without a network waits for one, and without an address for that.
    void dial(std::optional<link::Outage> outage);
    /// Even without a network.
    void dialAnyway(std::optional<link::Outage> outage);
    /// A try that is not counted, now or when the latest one is long enough ago.
    void dialUncounted(link::Outage outage, Instant otherwise = Instant::max());
    /// A dial would do better now than whatever is waited for. A failure stays one unless
    /// `revives` its reason.
    void hurry(bool (*revives)(LossReason));
    /// Gives up a dial that nobody has answered, and every wait but the server's.
    void networkGone(bool wasReachable);
    void ping(link::Live &live);
    /// Gives up whatever socket there is; the caller sets the next stage.
    void leave(link::Effect socketEnd = link::Effect::Drop);
    void fail(LossReason reason, const QString &detail,
              link::Effect socketEnd = link::Effect::Drop);
    void dialFailed(const link::Dialing &dialing, LossReason reason, const QString &detail);
    void lose(const link::Live &live, const CloseVerdict &verdict, const QString &detail,
              link::Effect socketEnd = link::Effect::Drop);
    /// Waits for the next counted try, or fails when all are used up.
    void retryLater(link::Outage outage, std::optional<Duration> namedWait = std::nullopt);
    /// Leaves as the server asks, for a wait that is not counted.
    void goAway(const link::Live &live, const link::Goaway &event);
    /// Puts another dial in the place of the one under way.
    void supersede(const link::Dialing &dialing);
    /// Looks after a live line: whether it has proved good, is silent, or dead.
    void attend(link::Live live);
    /// Whatever has happened: begins, goes on with or ends probing.
    void arrangeProbes();

    LinkStep take() && { return {std::move(m_state), std::move(m_effects)}; }

private:
    void awaitNetwork(link::Outage outage);
    void retryAtOnce(link::Outage outage);
    void endProbes();
    /// How long an announced restart may last; nothing: none was.
    std::optional<Instant> restartUntil(const CloseVerdict &verdict) const;
    Instant nextUncounted() const { return m_state.dialledAt + m_timings.uncountedSpacing; }
    Duration random(Duration spread);

    LinkState m_state;
    link::Effects m_effects;
    Instant m_now;
    const LinkTimings &m_timings;
};

} // namespace holdline::client
