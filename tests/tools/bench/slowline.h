// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How often a line that is only slow is taken for a dead one while somebody talks over it.
Rows measureSlowLine();

} // namespace holdline::bench
