// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/linkmachine.h"

namespace holdline::client {

/// Whether a live line still is one.
enum class Liveness {
    Alive,
    Doubtful, ///< silent: ask with a ping
    Dead, ///< and no answer came
};

/// Judges a live line at `now`. Any inbound byte answers a ping. Own bytes that leave put off the
/// end, because a pong may be stuck behind them on a slow line, but never the question: a
/// kernel goes on taking bytes for a peer that is gone.
Liveness liveness(const link::Live &live, bool talking, Instant now, const LinkTimings &timings);

/// When that judgement changes next, if nothing is heard.
Instant livenessDeadline(const link::Live &live, bool talking, const LinkTimings &timings);

} // namespace holdline::client
