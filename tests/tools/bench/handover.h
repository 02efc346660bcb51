// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How soon a recogniser that is taken from one user hears the next user in the queue.
Rows measureHandover();

} // namespace holdline::bench
