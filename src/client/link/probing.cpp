// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/probing.h"

#include "client/link/dialfailure.h"

#include <utility>

namespace holdline::client {

using namespace link;

namespace {

/// Whether to probe for the server: in a conversation, while the server is out of reach. A server
/// that was reached is not probed: a probe would succeed and cause more attempts than the policy
/// allows.
bool isWorthProbing(const LinkState &state)
{
    if (!state.talking || !state.reachable)
        return false;
    if (const auto *dialing = std::get_if<Dialing>(&state.stage))
        return !dialing->reached;
    if (const auto *waiting = std::get_if<Waiting>(&state.stage))
        return !waiting->byRequest && !waiting->outage.reached
            && isUnreached(waiting->outage.reason);
    const auto *failed = std::get_if<Failed>(&state.stage);
    return failed && !failed->reached && isUnreached(failed->reason);
}

} // namespace

void arrangeProbes(LinkState &state, Effects &effects, Instant now, const LinkTimings &timings)
{
    if (!isWorthProbing(state)) {
        endProbes(state, effects);
        return;
    }
    const auto pause = [&] {
        return timings.probeInterval - timings.probeJitter
            + randomUpTo(2 * timings.probeJitter, state);
    };
    if (!state.nextProbe) {
        state.nextProbe = std::holds_alternative<Dialing>(state.stage)
            ? state.dialledAt + timings.unansweredDial + randomUpTo(timings.probeJitter, state)
            : now + pause();
    }
    if (now >= *state.nextProbe) {
        effects.push_back(Effect::Probe);
        state.nextProbe = now + pause();
    }
}

void endProbes(LinkState &state, Effects &effects)
{
    if (std::exchange(state.nextProbe, std::nullopt))
        effects.push_back(Effect::EndProbe);
}

Duration randomUpTo(Duration spread, LinkState &state)
{
    return Duration(state.random.bounded(static_cast<qint64>(spread.count()) + 1));
}

} // namespace holdline::client
