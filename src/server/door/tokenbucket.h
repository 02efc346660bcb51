// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <algorithm>

namespace holdline::server {

/// So many tokens per second, and those of a few seconds at once. Whoever finds none can be
/// promised one: promises queue up behind each other and take nothing, so that a promise that is
/// not called in costs nobody else a token. Holds nothing but two moments; the caller brings rate
/// and time.
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

    /// How long after `now` there is a token; zero: at once.
    std::chrono::nanoseconds wait(const Rate &rate, Instant now) const
    {
        return waitWhenFullAt(m_full, rate, now);
    }
    /// How long after `now` there is a token that has not been promised to anybody.
    std::chrono::nanoseconds waitInQueue(const Rate &rate, Instant now) const
    {
        return waitWhenFullAt(std::max(m_full, m_fullWithPromises), rate, now);
    }
    void take(const Rate &rate, Instant now) { m_full = std::max(m_full, now) + rate.each; }
    /// Promises a token for waitInQueue() from now.
    void promise(const Rate &rate, Instant now)
    {
        m_fullWithPromises = std::max({m_fullWithPromises, m_full, now}) + rate.each;
    }
    /// All tokens are there and none is promised.
    bool isFull(Instant now) const { return std::max(m_full, m_fullWithPromises) <= now; }

private:
    static std::chrono::nanoseconds waitWhenFullAt(Instant full, const Rate &rate, Instant now)
    {
        const auto missing = std::max(full, now) + rate.each - now;
        return std::max<std::chrono::nanoseconds>(missing - rate.worth, {});
    }

    Instant m_full = Instant::min(); ///< when all tokens will be there again
    Instant m_fullWithPromises = Instant::min(); ///< the same if all promises are called in
};

} // namespace holdline::server
