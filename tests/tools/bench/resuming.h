// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How long a holdline.v1 session takes to resume, and the cost of its acknowledgements.
Rows measureResuming();

} // namespace holdline::bench
