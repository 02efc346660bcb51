// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How soon clients that talk notice that a real network is broken, and that it works again. Empty
/// where this process may not make networks.
Rows measureOutages();

} // namespace holdline::bench
