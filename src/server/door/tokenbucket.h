// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <algorithm>

namespace holdline::server {

/// A token bucket: a constant number of tokens arrive per second, and unused ones are saved up for
/// a few seconds. If no token is left, one can be promised for later. Promises queue up, but take
/// no token; so a promise that is never used costs nobody a token. Stores two points in time; the
/// caller passes rate and time. A plain value.
class TokenBucket
{
public:
    /// How long one token takes to arrive, and how long an empty bucket takes to fill. A full
    /// bucket must be worth at least one token.
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

    /// Time from `now` until a token is free; zero if one is free now.
    std::chrono::nanoseconds wait(const Rate &rate, Instant now) const
    {
        return waitWhenFullAt(m_full, rate, now);
    }
    /// Time from `now` until there is a token that is not promised; zero if there is one now.
    std::chrono::nanoseconds waitInQueue(const Rate &rate, Instant now) const
    {
        return waitWhenFullAt(std::max(m_full, m_fullWithPromises), rate, now);
    }
    void take(const Rate &rate, Instant now) { m_full = std::max(m_full, now) + rate.each; }
    /// Promises the token that is free after waitInQueue().
    void promise(const Rate &rate, Instant now)
    {
        m_fullWithPromises = std::max({m_fullWithPromises, m_full, now}) + rate.each;
    }
    /// True if no token is taken and none is promised.
    bool isFull(Instant now) const { return std::max(m_full, m_fullWithPromises) <= now; }

private:
    static std::chrono::nanoseconds waitWhenFullAt(Instant full, const Rate &rate, Instant now)
    {
        const auto missing = std::max(full, now) + rate.each - now;
        return std::max<std::chrono::nanoseconds>(missing - rate.worth, {});
    }

    Instant m_full = Instant::min(); ///< when the bucket will be full again
    Instant m_fullWithPromises = Instant::min(); ///< the same, if all promises are used
};

} // namespace holdline::server
