// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <deque>
#include <optional>

namespace holdline::client {

/// The round-trip times of the last minutes, and the gaps in which the line was down. Samples age
/// relative to the newest one, so the history stays as it is while nothing is measured. A plain
/// value, owned by Diagnostics.
class RoundTripHistory
{
public:
    static constexpr Duration kKept = std::chrono::minutes(5);
    static constexpr std::size_t kMostSamples = 600;

    struct Sample
    {
        Instant at;
        WallTime wallTime;
        std::optional<std::chrono::microseconds> roundTrip; ///< `nullopt` while the line was lost
    };

    void add(const Sample &sample);
    /// Oldest first.
    const std::deque<Sample> &samples() const { return m_samples; }

private:
    std::deque<Sample> m_samples;
};

} // namespace holdline::client
