// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkmachine.h"

namespace holdline::client {

/// The verdict on a live line.
enum class Liveness {
    Alive,
    Doubtful, ///< a ping is due
    Deaf, ///< this process was suspended and could not receive: ping again
    Dead, ///< no byte answered the ping in time
};

/// Judges a live line at `now`. Any received byte answers a ping. Bytes of ours that leave extend
/// the wait, because on a slow line the ping may be stuck behind them.
Liveness liveness(const link::Live &live, bool talking, Instant now, const LinkTimings &timings);

/// When the verdict changes next if no byte arrives.
Instant livenessDeadline(const link::Live &live, bool talking, const LinkTimings &timings);

} // namespace holdline::client
