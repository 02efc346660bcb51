// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/liveness.h"

#include <algorithm>

namespace holdline::client {

namespace {

Duration pongWait(const link::Live &live, bool talking, const LinkTimings &timings)
{
    const auto roundTrip = live.roundTrip.value_or(std::chrono::microseconds(0));
    const auto adapted = std::chrono::ceil<Duration>(4 * roundTrip) + timings.pongMargin;
    return std::max(talking ? timings.pongWaitTalking : timings.pongWaitIdle, adapted);
}

Instant nextPing(const link::Live &live, bool talking, const LinkTimings &timings)
{
    return live.pingedAt.value_or(live.since) + (talking ? timings.pingTalking : timings.pingIdle);
}

/// When the line counts as dead if no byte arrives; Instant::max() if no ping is unanswered.
Instant end(const link::Live &live, bool talking, const LinkTimings &timings)
{
    return live.askedAt ? std::max(*live.askedAt, live.lastLeft) + pongWait(live, talking, timings)
                        : Instant::max();
}

} // namespace

Instant livenessDeadline(const link::Live &live, bool talking, const LinkTimings &timings)
{
    return std::min(nextPing(live, talking, timings), end(live, talking, timings));
}

Liveness liveness(const link::Live &live, bool talking, Instant now, const LinkTimings &timings)
{
    const Instant due = livenessDeadline(live, talking, timings);
    if (now < due)
        return Liveness::Alive;
    if (now > due + timings.timerSlack)
        return Liveness::Deaf;
    return now >= end(live, talking, timings) ? Liveness::Dead : Liveness::Doubtful;
}

} // namespace holdline::client
