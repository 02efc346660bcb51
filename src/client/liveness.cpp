// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/liveness.h"

#include <algorithm>

namespace holdline::client {

namespace {

bool awaitsPong(const link::Live &live)
{
    return live.pingedAt && live.lastHeard < *live.pingedAt;
}

Duration pongWait(const link::Live &live, bool talking, const LinkTimings &timings)
{
    if (!talking)
        return timings.pongWaitIdle;
    const auto roundTrip = live.roundTrip.value_or(std::chrono::microseconds(0));
    const auto fourRoundTrips = std::chrono::ceil<Duration>(4 * roundTrip);
    return std::max(timings.pongWaitTalking, fourRoundTrips + timings.pongMargin);
}

} // namespace

Instant livenessDeadline(const link::Live &live, bool talking, const LinkTimings &timings)
{
    if (awaitsPong(live))
        return std::max(*live.pingedAt, live.lastLeft) + pongWait(live, talking, timings);
    return live.lastHeard + (talking ? timings.silenceTalking : timings.silenceIdle);
}

Liveness liveness(const link::Live &live, bool talking, Instant now, const LinkTimings &timings)
{
    const Instant due = livenessDeadline(live, talking, timings);
    if (now < due)
        return Liveness::Alive;
    // Woken late, as after the sleep of the whole computer, this side was deaf: ask again.
    const bool wasAsleep = now > due + timings.timerSlack;
    return awaitsPong(live) && !wasAsleep ? Liveness::Dead : Liveness::Doubtful;
}

} // namespace holdline::client
