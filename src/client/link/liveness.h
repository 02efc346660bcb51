// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkmachine.h"

namespace holdline::client {

/// Whether a live line still is one.
enum class Liveness {
    Alive,
    Doubtful, ///< time for a ping
    Deaf, ///< this side was, as while the computer slept: ask anew
    Dead, ///< no answer came
};

/// Judges a live line at `now`. Any inbound byte answers a ping. Own bytes that leave put off the
/// end, because a pong may be stuck behind them on a slow line.
Liveness liveness(const link::Live &live, bool talking, Instant now, const LinkTimings &timings);

/// When that judgement changes next, if nothing is heard.
Instant livenessDeadline(const link::Live &live, bool talking, const LinkTimings &timings);

} // namespace holdline::client
