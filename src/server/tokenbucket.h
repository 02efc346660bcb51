// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <algorithm>

namespace holdline::server {

/// So much per second, and that of a few seconds at once. Holds nothing but the moment at which it
/// will be full again; the caller brings rate and time.
class TokenBucket
{
public:
    /// What one token costs and what a full bucket is worth, at least one.
    struct Rate
    {
        Rate(double perSecond, Duration burst)
            : each(std::chrono::nanoseconds(static_cast<qint64>(1e9 / perSecond)))
            , worth(burst)
        {
        }
        std::chrono::nanoseconds each;
        std::chrono::nanoseconds worth;
    };

    /// How long after `now` a token can be had; zero: at once.
    std::chrono::nanoseconds wait(const Rate &rate, Instant now) const
    {
        const auto missing = std::max(m_full, now) + rate.each - now;
        return std::max<std::chrono::nanoseconds>(missing - rate.worth, {});
    }
    /// Takes one even when there is none: what follows waits the longer.
    void take(const Rate &rate, Instant now) { m_full = std::max(m_full, now) + rate.each; }
    bool isFull(Instant now) const { return m_full <= now; }

private:
    Instant m_full = Instant::min();
};

} // namespace holdline::server
