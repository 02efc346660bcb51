// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How many messages of a conversation one thread encodes and decodes.
Rows measureCodec();

} // namespace holdline::bench
