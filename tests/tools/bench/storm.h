// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How two thousand clients come back when their server is restarted.
Rows measureStorm();

} // namespace holdline::bench
