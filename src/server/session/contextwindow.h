// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <string>
#include <vector>

namespace holdline::server {

/// The newest messages of a session, at most `limit` of them, in packed form: 100 messages of 40
/// characters take less than 6 KB. A plain value.
class ContextWindow
{
public:
    explicit ContextWindow(std::size_t limit) : m_limit(limit) { }

    void append(const speech::Message &message);
    /// Keeps only the first `characters` of the newest message of `role`, if there is one. Removes
    /// the message if none is left.
    void cutNewest(speech::Role role, int characters);
    void clear();
    /// Removes messages from before `since`.
    void keepSince(WallTime since);

    std::size_t size() const { return m_entries.size(); }
    /// Heap memory of the messages, in bytes.
    std::size_t bytes() const;
    /// All messages, oldest first.
    QList<speech::Message> messages() const;
    /// The messages from `since` or later.
    QList<speech::Message> messagesSince(WallTime since) const;
    /// The last `count` messages.
    QList<speech::Message> newest(std::size_t count) const;

private:
    struct Entry
    {
        WallTime at;
        quint32 bytes;
        speech::Role role;
    };

    std::size_t m_limit;
    std::vector<Entry> m_entries;
    std::string m_text; ///< all texts in UTF-8, one after the other
};

} // namespace holdline::server
