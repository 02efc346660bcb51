// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::testing {

/// Mistakes that the owners of the two streams could make. Each loses or doubles an item, and the
/// model must detect it.
struct Mistakes
{
    bool ackBeforeCommit = false;
    bool effectBeforeCursor = false; ///< in two transactions
    bool cursorBeforeEffect = false; ///< in two transactions
    bool countsItems = false; ///< instead of reading their numbers, as XEP-0198 does
    bool tellsArrived = false; ///< in the welcome, instead of what is durable
    bool hearsOldLines = false; ///< after a newer connection has taken over
    bool obeysOldLines = false; ///< lets a late resume of an older connection take over
    bool sendsBeforeLog = false;
    bool forgetsEpochs = false; ///< remembers only this epoch and the one before
    bool sendsBeforeHistory = false; ///< the client, in a new epoch that it does not name yet
    /// Not a mistake: texts are known by their ids, so none takes effect twice.
    bool knowsTexts = false;
};

} // namespace holdline::testing
