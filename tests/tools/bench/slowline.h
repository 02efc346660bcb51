// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How often a slow line is taken for a dead one while a caller talks over it.
Rows measureSlowLine();

} // namespace holdline::bench
