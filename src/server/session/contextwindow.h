// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <string>
#include <vector>

namespace holdline::server {

/// The newest messages of a session, at most `limit` of them, packed: 100 messages of 40 characters
/// take less than 6 KB.
class ContextWindow
{
public:
    explicit ContextWindow(std::size_t limit) : m_limit(limit) { }

    void append(const speech::Message &message);
    /// Keeps the first `characters` of the newest message of `role`, if there is one; none: drops
    /// it.
    void cutNewest(speech::Role role, int characters);
    void clear();
    /// Forgets what was said before `since`.
    void keepSince(WallTime since);

    std::size_t size() const { return m_entries.size(); }
    /// What the messages occupy on the heap.
    std::size_t bytes() const;
    /// Oldest first.
    QList<speech::Message> messages() const;
    /// Only those said at `since` or later.
    QList<speech::Message> messagesSince(WallTime since) const;
    /// Only the last `count`.
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
    std::string m_text; ///< all texts in UTF-8, one behind the other
};

} // namespace holdline::server
