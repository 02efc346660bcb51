// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How long the client is busy without a break when a minute of held speech goes out.
Rows measureHeldSpeech();

} // namespace holdline::bench
