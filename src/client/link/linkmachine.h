// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkevent.h"
#include "client/link/linkstate.h"

namespace holdline::client {

struct LinkStep
{
    LinkState state;
    link::Effects effects;
};

/// Returns the state after `event` and the effects to perform. Pure.
LinkStep step(const LinkState &state, const link::Event &event, Instant now,
              const LinkTimings &timings);

/// When TimePassed is due if no other event comes first; `nullopt` if never.
std::optional<Instant> deadline(const LinkState &state, const LinkTimings &timings);

/// Decides everything about the line to a server: when to dial, when the line is dead, how long to
/// wait and when to give up. Owns no socket, timer or clock. ReconnectingSocket owns and drives it.
class LinkMachine
{
public:
    /// `seed` spreads the waits of many clients; the same seed gives the same waits.
    LinkMachine(const BackoffPolicy &policy, const LinkTimings &timings, quint32 seed);

    link::Effects handle(const link::Event &event, Instant now);

    const LinkState &state() const { return m_state; }
    const LinkTimings &timings() const { return m_timings; }
    std::optional<Instant> deadline() const { return client::deadline(m_state, m_timings); }
    bool isLive() const { return std::holds_alternative<link::Live>(m_state.stage); }

private:
    LinkTimings m_timings;
    LinkState m_state;
};

} // namespace holdline::client
