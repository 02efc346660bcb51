// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"

#include <deque>
#include <functional>
#include <vector>

namespace holdline::client {

/// What a user has said and typed and no stream has numbered yet, in its order. How much speech
/// there may be is the business of who records it.
class Outbox
{
public:
    /// Whose words they are.
    enum class By { ThisProcess, EarlierProcess };

    struct Entry
    {
        protocol::WireMessage message;
        qsizetype samples = 0; ///< 0: no speech
        bool isText = false;
        Instant at{}; ///< when it was said or typed
        By by = By::ThisProcess;
        quint64 place = 0;

        bool isWords() const { return isText || samples > 0; }
        bool isLeft() const { return by == By::EarlierProcess && isWords(); }
    };

    void add(const protocol::ClientMessage &message, Instant typedAt, By by = By::ThisProcess);
    void add(const protocol::AudioItem &item, Instant capturedAt, By by = By::ThisProcess);
    /// Something that is neither; it goes out as it is.
    void add(const protocol::WireMessage &unreadable, Instant at, By by);

    bool isEmpty() const { return m_entries.empty(); }
    const protocol::WireMessage &front() const { return m_entries.front().message; }
    bool isFrontLeft() const { return !isEmpty() && m_entries.front().by == By::EarlierProcess; }
    protocol::WireMessage takeFront();

    void clear();
    /// Takes out what `isUnwanted`, and returns of each entry there was whether that happened.
    std::vector<bool> discard(const std::function<bool(const Entry &)> &isUnwanted);

    Line::Waiting waiting() const;

    /// Every entry has a place, and places only rise: that of the next to be added, and that of the
    /// front; the same when there is nothing.
    quint64 end() const { return m_end; }
    quint64 begin() const { return isEmpty() ? m_end : m_entries.front().place; }

private:
    void push(Entry entry);
    void forget(const Entry &entry);

    std::deque<Entry> m_entries;
    quint64 m_end = 0;
    qsizetype m_samples = 0;
    int m_texts = 0;
    qsizetype m_left = 0; ///< entries with words of an earlier process
    int m_leftTexts = 0; ///< of them
    Instant m_lastLeft{}; ///< when the newest of them were said or typed
};

} // namespace holdline::client
