// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// What the client does at once when a minute of speech goes out that waited for the line.
Rows measureHeldSpeech();

} // namespace holdline::bench
