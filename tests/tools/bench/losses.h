// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// What three designs of a line lose under the same faults.
Rows measureLosses();

} // namespace holdline::bench
