// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <deque>
#include <optional>

namespace holdline::client {

/// The round trip times of the last minutes and where the line was down between them. Its time ends
/// with its newest sample, so that it stays as it is while nothing is measured. A plain value.
class RoundTripHistory
{
public:
    static constexpr Duration kKept = std::chrono::minutes(5);
    static constexpr std::size_t kMostSamples = 600;

    struct Sample
    {
        Instant at;
        WallTime wallTime;
        std::optional<std::chrono::microseconds> roundTrip; ///< nothing: lost, until the next one
    };

    void add(const Sample &sample);
    /// Oldest first.
    const std::deque<Sample> &samples() const { return m_samples; }

private:
    std::deque<Sample> m_samples;
};

} // namespace holdline::client
