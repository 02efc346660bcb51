// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <deque>
#include <optional>

namespace holdline::client {

/// How long each part of an answer took, of the latest turns: from the end of what the user said or
/// typed until it was understood, until the first word of the answer, and until its first sound. A
/// plain value.
class TurnTimings
{
public:
    static constexpr std::size_t kKept = 50;

    struct Turn
    {
        WallTime at; ///< when it was understood
        Instant ended; ///< the last of it was said, or it was sent
        bool typed = false;
        // Since `ended`:
        Duration understood{0};
        std::optional<Duration> firstWord{};
        std::optional<Duration> firstSound{};

        /// Until the latest of what has come.
        Duration whole() const;
    };

    void onUnderstood(const Turn &turn);
    /// Each is heeded once for a turn, and only if one is open.
    void onFirstWord(Instant now);
    void onFirstSound(Instant now);
    /// What comes without another turn answers none.
    void close() { m_open = false; }

    /// Oldest first.
    const std::deque<Turn> &turns() const { return m_turns; }

private:
    std::deque<Turn> m_turns;
    bool m_open = false;
};

} // namespace holdline::client
