// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// The cost of a connection at the real server: the time to open one, and the memory of an idle
/// one.
Rows measureConnections();

} // namespace holdline::bench
