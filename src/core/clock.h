// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace holdline {

using Duration = std::chrono::milliseconds;
/// A point on the monotonic clock, for all decisions within one process.
using Instant = std::chrono::steady_clock::time_point;
/// Wall time in UTC, for display and for ages that outlive the process.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where classes read the time, so that tests can replace it. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const { return std::chrono::steady_clock::now(); }
    virtual WallTime wallTime() const
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now());
    }
};

/// `a - b` in whole milliseconds.
inline Duration elapsed(Instant a, Instant b)
{
    return std::chrono::duration_cast<Duration>(a - b);
}

} // namespace holdline
