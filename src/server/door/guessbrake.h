// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "server/door/peertable.h"

namespace holdline::server {

/// Makes it slow to guess a token or a proof. Each wrong guess of a network doubles the delay of
/// the next refusal, up to kLongestDelay; over time the guesses are forgiven. Right tokens and
/// proofs are never delayed. A plain value.
class GuessBrake
{
public:
    static constexpr Duration kFirstDelay{250};
    /// Shorter than the 4 s that clients wait for their welcome.
    static constexpr Duration kLongestDelay{2000};
    /// One wrong guess is forgiven after each of these periods.
    static constexpr Duration kForgiveness{10'000};

    GuessBrake();

    /// Records a wrong guess. Returns how long to wait before refusing it.
    Duration fail(const QHostAddress &peer, Instant now);
    std::size_t networkCount() const { return m_records.size(); }

private:
    struct Record
    {
        int failures = 0;
        Instant since{}; ///< when the last failure was counted or forgiven

        void forgive(Instant now);
    };

    PeerTable<Record> m_records;
};

} // namespace holdline::server
