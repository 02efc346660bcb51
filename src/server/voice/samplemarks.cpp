// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/samplemarks.h"

#include <algorithm>

namespace holdline::server {

void SampleMarks::add(quint64 mark, std::size_t samples)
{
    if (mark > m_last) {
        m_last = mark;
        m_items.push_back({.mark = mark, .begin = m_length});
    }
    m_length += samples;
}

quint64 SampleMarks::at(quint64 position) const
{
    if (position >= m_length)
        return next();
    const auto behind = std::ranges::upper_bound(m_items, position, {}, &Item::begin);
    if (behind != m_items.begin())
        return std::prev(behind)->mark;
    return m_items.empty() ? next() : m_items.front().mark;
}

quint64 SampleMarks::from(quint64 position) const
{
    const auto first = std::ranges::lower_bound(m_items, position, {}, &Item::begin);
    return first == m_items.end() ? next() : first->mark;
}

void SampleMarks::forgetBefore(quint64 mark)
{
    while (!m_items.empty() && m_items.front().mark < mark)
        m_items.pop_front();
}

} // namespace holdline::server
