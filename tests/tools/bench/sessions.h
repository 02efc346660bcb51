// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// What a session costs: to make, to give back, to keep, and to sweep away ten thousand of them.
Rows measureSessions();

} // namespace holdline::bench
