// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::testing {

/// The result of a random schedule.
struct Outcome
{
    QString fault; ///< empty if every promise was kept and everything arrived
    int items = 0; ///< delivered items
    int cuts = 0;
    int crashes = 0;
    int restarts = 0;
};

/// Runs a conversation in which everything happens at random; the same seed gives the same run. It
/// has items of any size, bytes that arrive in pieces, cuts within a message, connections that only
/// one end knows to be dead, crashes between any two steps, new client processes, and a clock that
/// jumps or stands still.
Outcome runChaos(quint32 seed);

} // namespace holdline::testing
