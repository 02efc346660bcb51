// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// What a server takes that many v1 clients are connected to and say nothing.
Rows measureConnected();

/// What it takes to hear a hundred at once.
Rows measureTalking();

} // namespace holdline::bench
