// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How long a new client takes to show a long conversation, and how much memory it needs.
Rows measureReplay();

} // namespace holdline::bench
