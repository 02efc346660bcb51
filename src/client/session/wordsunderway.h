// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durableline.h"
#include "client/session/outgoingitem.h"

#include <deque>

namespace holdline::client {

/// The user's words that have a number and that the server has not acknowledged. A plain value.
class WordsUnderWay
{
public:
    /// Numbers must rise. An item without words is not noted.
    void add(quint64 number, const OutgoingItem &item);
    void acknowledge(quint64 upTo);

    DurableLine::Words words() const;

private:
    struct Entry
    {
        quint64 number;
        qsizetype samples; ///< 0 for a text
    };

    std::deque<Entry> m_entries;
    qsizetype m_samples = 0; ///< in all entries
    int m_texts = 0;
};

} // namespace holdline::client
