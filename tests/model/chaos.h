// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::testing {

/// What a schedule came to.
struct Outcome
{
    QString fault; ///< empty when every promise held and everything arrived
    int items = 0; ///< all delivered
    int cuts = 0;
    int crashes = 0;
    int restarts = 0;
};

/// A conversation in which everything happens at random, the same for the same seed: items of any
/// size, bytes that arrive in pieces, cuts within a message, lines that only one end knows to be
/// dead, crashes between any two steps, new client processes, a clock that jumps or stands still.
Outcome runChaos(quint32 seed);

} // namespace holdline::testing
