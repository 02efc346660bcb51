// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <deque>
#include <optional>

namespace holdline::client {

/// How long the parts of the latest answers took: from the end of the user's turn until it was
/// understood, until the first word of the answer, and until its first sound. A plain value, owned
/// by Diagnostics.
class TurnTimings
{
public:
    static constexpr std::size_t kKept = 50;

    struct Turn
    {
        WallTime at; ///< when it was understood
        Instant ended; ///< when its last word was said, or when it was sent
        bool typed = false;
        // Since `ended`:
        Duration understood{0};
        std::optional<Duration> firstWord{};
        std::optional<Duration> firstSound{};

        /// The time until the latest of these.
        Duration whole() const;
    };

    void onUnderstood(const Turn &turn);
    /// Each counts once for a turn, and only while a turn is open.
    void onFirstWord(Instant now);
    void onFirstSound(Instant now);
    /// Closes the turn: what comes without another turn answers none.
    void close() { m_open = false; }

    /// Oldest first.
    const std::deque<Turn> &turns() const { return m_turns; }

private:
    std::deque<Turn> m_turns;
    bool m_open = false;
};

} // namespace holdline::client
