// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::testing {

/// What the owners of the two streams could do wrong. Each of these loses or doubles something, and
/// the model must find out.
struct Mistakes
{
    bool ackBeforeCommit = false;
    bool effectBeforeCursor = false; ///< two transactions
    bool cursorBeforeEffect = false; ///< two transactions
    bool countsItems = false; ///< instead of reading their numbers, as XEP-0198 does
    bool tellsArrived = false; ///< in the welcome, instead of what is durable
    bool hearsOldLines = false; ///< after a newer one has taken over
    bool obeysOldLines = false; ///< lets a late resume of an older line take over
    bool sendsBeforeLog = false;
    bool forgetsEpochs = false; ///< knows how far the client came in this one and the one before
    bool sendsBeforeHistory = false; ///< the client, in a new epoch that it does not name yet
    /// No mistake: nothing has its effect twice, as texts are known by their ids.
    bool knowsTexts = false;
};

} // namespace holdline::testing
