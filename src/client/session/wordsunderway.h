// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"

#include <deque>

namespace holdline::client {

/// Words of the user that have a number and that the server has not acknowledged. A plain value.
class WordsUnderWay
{
public:
    /// Numbers rise. An item without words is not noted.
    void add(quint64 number, const protocol::WireMessage &item);
    void acknowledge(quint64 upTo);

    Line::Words words() const;

private:
    struct Entry
    {
        quint64 number;
        qsizetype samples; ///< 0: a text
    };

    std::deque<Entry> m_entries;
    qsizetype m_samples = 0; ///< of all of them
    int m_texts = 0;
};

} // namespace holdline::client
