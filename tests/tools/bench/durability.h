// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// What it costs the server to lose nothing.
Rows measureDurability();

} // namespace holdline::bench
