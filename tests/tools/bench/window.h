// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How soon the client's window appears, and how soon a change of state is on the screen.
Rows measureWindow();

} // namespace holdline::bench
