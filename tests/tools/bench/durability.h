// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// The cost of losing nothing, for the server.
Rows measureDurability();

} // namespace holdline::bench
