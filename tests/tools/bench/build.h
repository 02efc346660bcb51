// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How long people wait for a build of these sources with all processors and without a compiler
/// cache: for `./dev run`, for all of `./dev test`, and for a test after a change of one source.
Rows measureBuild();

} // namespace holdline::bench
