// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// The processor time and memory of a server with many idle Durable clients.
Rows measureConnected();

/// The processor time and memory of a server that hears a hundred clients at once.
Rows measureTalking();

} // namespace holdline::bench
