// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// A conversation between the real client and server: how soon it answers, and its processor time.
Rows measureTalk();

} // namespace holdline::bench
