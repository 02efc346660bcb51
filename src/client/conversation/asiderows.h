// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptrow.h"

#include <utility>
#include <vector>

namespace holdline::client {

/// The rows of a conversation that was left or cleared, until the user takes it back or its time is
/// over. A plain value, owned by TranscriptModel.
class AsideRows
{
public:
    /// Adds these rows after the others. `messages` is how many messages they are.
    void append(std::vector<TranscriptRow> rows, int messages);
    void addDivider(const QString &text, WallTime at);
    /// The typed message with this id was sent.
    void markSent(const QString &id);
    /// The pending message with this id will not be sent.
    void removePending(const QString &id);

    bool isEmpty() const { return m_rows.empty(); }
    int messages() const { return m_messages; }
    std::vector<TranscriptRow> takeRows() { return std::exchange(m_rows, {}); }

private:
    std::vector<TranscriptRow> m_rows;
    int m_messages = 0;
};

} // namespace holdline::client
