// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::testing {

/// Mistakes that the surroundings of the two ends could make. Each loses or doubles something, and
/// the model must detect it.
struct Mistakes
{
    // The store
    bool reportsEffectsEarly = false; ///< before they are durable
    bool reportsItemsEarly = false; ///< likewise, for outgoing items
    bool effectBeforeCursor = false; ///< in two transactions
    bool cursorBeforeEffect = false; ///< in two transactions

    // The server
    bool countsItems = false; ///< instead of reading their numbers, as XEP-0198 does
    bool tellsArrived = false; ///< in the welcome, instead of what is durable
    bool forgetsEpochs = false; ///< remembers only this epoch and the one before
    bool forgetsTexts = false; ///< does not know a text again by its id
    bool pauseInMemory = false; ///< does not store the pause that the client has set
    bool callInMemory = false; ///< does not store whether a call is active
    bool callApart = false; ///< the call changes in another transaction than the cursor
    bool keepsCallToItself = false; ///< a new client process is not told of the call
    bool tellsCallLater = false; ///< likewise, not in the transaction that begins its epoch
    bool speechFromLogged = false; ///< after a restart, speech goes on where its items end
    bool forgetsReceivedSpeech = false; ///< takes speech for played that was only received

    // The client
    bool adoptsEarly = false; ///< takes up a new epoch before its history is complete

    // The network
    bool hearsOldLines = false; ///< after a newer connection has taken over
    bool obeysOldLines = false; ///< lets a late resume of an older connection take over
};

} // namespace holdline::testing
