// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// For how long the longest answer that a server can send keeps the window busy at once.
Rows measureLayout();

} // namespace holdline::bench
