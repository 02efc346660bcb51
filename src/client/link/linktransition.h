// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/closeverdict.h"
#include "client/link/linkmachine.h"

namespace holdline::client {

/// Deadline for the server to name the session; `nullopt` if none is pending.
std::optional<Instant> namingDeadline(const link::Live &live, const LinkTimings &timings);

/// The actions that make up one step of the LinkMachine. They work on a copy of its state and
/// collect the effects. linkmachine.cpp decides which actions an event needs. One class despite its
/// size: each action ends in one of the same three decisions, to dial, to wait or to give up. Lives
/// for one step().
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
    /// The current stage if it is `S` and belongs to this dial; otherwise `nullptr`.
    template <typename S>
    S *ofDial(int dial)
    {
        return dial == m_state.dial ? std::get_if<S>(&m_state.stage) : nullptr;
    }

    /// Dials as at the first start: forgets the outage and the attempts so far.
    void begin();
    /// Dials. Waits instead while there is no network or no address.
    void dial(std::optional<link::Outage> outage);
    /// Dials, even without a network. Waits instead while there is no address.
    void dialAnyway(std::optional<link::Outage> outage);
    /// Dials without using up an attempt, and counts the attempts anew. Dials at once if the latest
    /// dial is long enough ago (LinkTimings::uncountedSpacing); otherwise then, or at `otherwise`
    /// if that is earlier.
    void dialUncounted(link::Outage outage, Instant otherwise = Instant::max());
    /// The server may be in reach again: dials now instead of waiting, and replaces a dial that is
    /// not answered yet. Leaves the stage Failed only if `revives` returns true for its reason.
    void hurry(bool (*revives)(LossReason));
    /// Ends a dial that is not answered yet, and every wait that the server did not ask for. Waits
    /// for a network instead.
    void networkGone(bool wasReachable);
    void ping(link::Live &live);
    /// Ends the socket of the current stage, if it has one. The caller sets the next stage.
    void leave(link::Effect socketEnd = link::Effect::Drop);
    void fail(LossReason reason, const QString &detail,
              link::Effect socketEnd = link::Effect::Drop);
    void dialFailed(const link::Dialing &dialing, LossReason reason, const QString &detail);
    void lose(const link::Live &live, const CloseVerdict &verdict, const QString &detail,
              link::Effect socketEnd = link::Effect::Drop);
    /// Waits for the next counted attempt, or fails if all attempts are used up.
    void retryLater(link::Outage outage, std::optional<Duration> namedWait = std::nullopt);
    /// Leaves as the server asks, and waits as long as it says. Uses up an attempt only if the line
    /// was Trust::Fresh.
    void goAway(const link::Live &live, const link::Goaway &event);
    /// Replaces the dial under way with a new one.
    void supersede(const link::Dialing &dialing);
    /// Checks a live line: whether it has proved good, needs a ping, or is dead.
    void attend(link::Live live);
    LinkStep take() &&;

private:
    void awaitNetwork(link::Outage outage);
    void retryAtOnce(link::Outage outage);
    /// The latest end of an announced restart; `nullopt` if `verdict` announces none.
    std::optional<Instant> restartUntil(const CloseVerdict &verdict) const;
    Instant nextUncounted() const { return m_state.dialledAt + m_timings.uncountedSpacing; }

    LinkState m_state;
    link::Effects m_effects;
    Instant m_now;
    const LinkTimings &m_timings;
};

} // namespace holdline::client
