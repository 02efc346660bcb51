// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// A conversation with the real client and server: how soon it answers and what it costs.
Rows measureTalk();

} // namespace holdline::bench
