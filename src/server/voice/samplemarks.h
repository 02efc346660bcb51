// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <deque>

namespace holdline::server {

/// Knows in which numbered item each sample of a stream came. A plain value.
class SampleMarks
{
public:
    /// The next samples came in the item numbered `mark`, larger than all before; 0: in none.
    void add(quint64 mark, std::size_t samples);
    /// All samples added so far.
    quint64 length() const { return m_length; }

    /// The item with the sample at `position`; the next one to come when there is none such yet.
    quint64 at(quint64 position) const;
    /// The first item all of whose samples lie at `position` or behind.
    quint64 from(quint64 position) const;
    /// Items numbered less than `mark` will not be asked for again.
    void forgetBefore(quint64 mark);

private:
    struct Item
    {
        quint64 mark;
        quint64 begin;
    };

    quint64 next() const { return m_last == 0 ? 0 : m_last + 1; }

    std::deque<Item> m_items;
    quint64 m_length = 0;
    quint64 m_last = 0;
};

} // namespace holdline::server
