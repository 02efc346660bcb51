// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// The names of measureNeighbours(), one for each attack.
QStringList neighbourRows();

/// How much longer a client waits for its answer while another client attacks the server.
Rows measureNeighbours();

} // namespace holdline::bench
