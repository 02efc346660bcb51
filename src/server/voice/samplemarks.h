// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <deque>

namespace holdline::server {

/// Knows which numbered item contains each sample of a stream. A plain value.
class SampleMarks
{
public:
    /// Appends samples. `mark` is the number of their item, larger than all before; 0 if they have
    /// none.
    void add(quint64 mark, std::size_t samples);
    /// All samples added so far.
    quint64 length() const { return m_length; }

    /// The item that contains the sample at `position`; the number of the next item if that sample
    /// has not come yet.
    quint64 at(quint64 position) const;
    /// The first item that begins at `position` or later; the number of the next item if there is
    /// none.
    quint64 from(quint64 position) const;
    /// Items with numbers below `mark` will not be asked for again.
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
