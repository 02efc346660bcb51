// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How long the longest possible answer of a server keeps the window busy without a break.
Rows measureLayout();

} // namespace holdline::bench
