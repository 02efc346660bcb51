// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/world.h"

namespace holdline::testing {

struct Exploration
{
    qsizetype states = 0;
    qsizetype transitions = 0;
    /// The first promise that is broken, or a message that some state can never deliver; empty if
    /// no state breaks a promise and each can still deliver everything.
    QString fault;
    QList<QByteArray> trace; ///< the shortest way to the fault
};

/// Visits every world that can follow from `initial`, breadth first. States are compared by 64 bits
/// of hash: with three million states, two of them collide in one of four million runs.
Exploration explore(const World &initial);

} // namespace holdline::testing
