// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkevent.h"
#include "client/link/linkstate.h"

namespace holdline::client {

/// Decides when to try whether the server is in reach again: in a conversation, while it is not.
/// Begins, continues or ends probing, as `state` needs it, and adds the effects.
void arrangeProbes(LinkState &state, link::Effects &effects, Instant now,
                   const LinkTimings &timings);
/// Ends probing, because a dial begins.
void endProbes(LinkState &state, link::Effects &effects);
/// A random duration, 0 … `spread`.
Duration randomUpTo(Duration spread, LinkState &state);

} // namespace holdline::client
