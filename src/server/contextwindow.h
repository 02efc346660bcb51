// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <deque>
#include <string>

namespace holdline::server {

/// The newest messages of a session, at most `limit` of them, packed: 100 messages of 40 characters
/// take less than 6 KB.
class ContextWindow
{
public:
    explicit ContextWindow(std::size_t limit) : m_limit(limit) { }

    void append(const speech::Message &message);
    void clear();

    std::size_t size() const { return m_entries.size(); }
    /// Oldest first.
    QList<speech::Message> messages() const;
    /// Only those said at `since` or later.
    QList<speech::Message> messagesSince(WallTime since) const;

private:
    struct Entry
    {
        WallTime at;
        quint32 bytes;
        speech::Role role;
    };

    std::size_t m_limit;
    std::deque<Entry> m_entries;
    std::string m_text; ///< all texts in UTF-8, one behind the other
};

} // namespace holdline::server
