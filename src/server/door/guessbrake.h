// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "server/door/peertable.h"

namespace holdline::server {

/// Makes guessing slow: each wrong proof or token from a network delays the answer to its next one,
/// up to a bound that an honest client bears, and time heals. A right one is never delayed.
class GuessBrake
{
public:
    static constexpr Duration kFirstDelay{250};
    /// Clients wait 4 s for their welcome.
    static constexpr Duration kLongestDelay{2000};
    /// After this long one wrong guess less counts.
    static constexpr Duration kForgiveness{10'000};

    GuessBrake();

    /// A guess was wrong: how long to wait before saying so.
    Duration fail(const QHostAddress &peer, Instant now);
    std::size_t networkCount() const { return m_records.size(); }

private:
    struct Record
    {
        int failures = 0;
        Instant since{}; ///< the last one that was counted or forgiven

        void forgive(Instant now);
    };

    PeerTable<Record> m_records;
};

} // namespace holdline::server
