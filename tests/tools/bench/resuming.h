// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How long a holdline.v1 session takes to come back, and what its acknowledgements cost.
Rows measureResuming();

} // namespace holdline::bench
