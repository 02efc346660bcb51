// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How long a ping takes while a hundred users wait for a language model that answers slowly.
Rows measureSlowService();

/// How long the connection to a language model stays open after the user has interrupted its
/// answer.
Rows measureBargeIn();

} // namespace holdline::bench
