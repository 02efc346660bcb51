// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/line.h"

#include <deque>

namespace holdline::client {

/// What a user has said and typed and no stream has numbered yet, in its order. Lives as long as
/// the process; how much speech there may be is the business of who records it.
class Outbox
{
public:
    void add(const protocol::ClientMessage &message);
    void add(const protocol::AudioItem &item, Instant capturedAt);

    bool isEmpty() const { return m_entries.empty(); }
    const protocol::WireMessage &front() const { return m_entries.front().message; }
    protocol::WireMessage takeFront();

    void clear();
    void discardSpeech();

    Line::Waiting waiting() const;

    /// Every entry has a place, and places only rise: that of the next to be added, and that of the
    /// front; the same when there is nothing.
    quint64 end() const { return m_end; }
    quint64 begin() const { return isEmpty() ? m_end : m_entries.front().place; }

private:
    struct Entry
    {
        protocol::WireMessage message;
        qsizetype samples = 0; ///< 0: no speech
        bool isText = false;
        Instant at{};
        quint64 place = 0;
    };

    void push(Entry entry);
    void forget(const Entry &entry);

    std::deque<Entry> m_entries;
    quint64 m_end = 0;
    qsizetype m_samples = 0;
    int m_texts = 0;
};

} // namespace holdline::client
