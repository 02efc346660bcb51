// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// The cost of sessions: to make one, to restore one, to keep one, and to sweep ten thousand of
/// them.
Rows measureSessions();

} // namespace holdline::bench
