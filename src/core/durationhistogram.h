// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace holdline {

/// Counts how long something took, in fixed classes, and sums it up. A plain value.
class DurationHistogram
{
public:
    using Time = std::chrono::microseconds;
    struct Class
    {
        Time upTo; ///< inclusive
        quint64 count = 0; ///< only in this class
    };

    /// `bounds` must rise. Times above the last bound are in count() and sum(), but in no class.
    explicit DurationHistogram(const std::vector<Time> &bounds)
    {
        for (const Time bound : bounds)
            m_classes.push_back({bound});
    }

    void add(Time time)
    {
        const auto found = std::ranges::lower_bound(m_classes, time, {}, &Class::upTo);
        if (found != m_classes.end())
            ++found->count;
        ++m_count;
        m_sum += time;
    }

    const std::vector<Class> &classes() const { return m_classes; }
    quint64 count() const { return m_count; }
    Time sum() const { return m_sum; }

private:
    std::vector<Class> m_classes;
    quint64 m_count = 0;
    Time m_sum{0};
};

} // namespace holdline
