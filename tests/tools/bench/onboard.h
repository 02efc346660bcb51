// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/bench/bench.h"

namespace holdline::bench {

/// How many words the recogniser on board gets wrong: in requests to the built-in skills, spoken by
/// three voices of flite, and in recordings of people. These are the test data of pocketsphinx;
/// HOLDLINE_RECORDINGS names their folder, test/data in the source package of Debian.
Rows measureUnderstanding();

/// Memory of the embedded server, before and after its user has talked.
Rows measureEmbedded();

} // namespace holdline::bench
