// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durableline.h"
#include "client/session/outgoingitem.h"

#include <deque>
#include <functional>
#include <vector>

namespace holdline::client {

/// The items that have no number in a stream yet, in the order in which the user said and typed
/// them. Does not limit the amount of speech: HeldSpeech does. A plain value, owned by
/// DurableSession.
class Outbox
{
public:
    /// The process in which the words were said or typed.
    enum class By { ThisProcess, EarlierProcess };

    struct Entry
    {
        OutgoingItem item;
        Instant at; ///< when it was said or typed
        By by;
        quint64 place;

        bool isWords() const { return item.text() || item.samples() > 0; }
        bool isLeft() const { return by == By::EarlierProcess && isWords(); }
    };

    void add(OutgoingItem item, Instant at, By by = By::ThisProcess);

    bool isEmpty() const { return m_entries.empty(); }
    const OutgoingItem &front() const { return m_entries.front().item; }
    bool isFrontLeft() const { return !isEmpty() && m_entries.front().by == By::EarlierProcess; }
    OutgoingItem takeFront();

    void clear();
    /// Removes each entry for which `isUnwanted` returns true. Returns for every former entry
    /// whether it was removed.
    std::vector<bool> discard(const std::function<bool(const Entry &)> &isUnwanted);

    DurableLine::Waiting waiting() const;

    /// Each entry has a place, and places only rise. begin() is the place of the front, end() the
    /// place of the next entry to be added; both are equal if there is no entry.
    quint64 end() const { return m_end; }
    quint64 begin() const { return isEmpty() ? m_end : m_entries.front().place; }

private:
    /// Adds an entry to the sums (1), or removes it from them (−1).
    void count(const Entry &entry, int times);

    std::deque<Entry> m_entries;
    quint64 m_end = 0;
    qsizetype m_samples = 0;
    int m_texts = 0;
    qsizetype m_left = 0; ///< entries with words of an earlier process
    int m_leftTexts = 0; ///< how many of these are texts
    Instant m_lastLeft{}; ///< when the newest of these were said or typed
};

} // namespace holdline::client
