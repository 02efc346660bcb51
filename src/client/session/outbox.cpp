// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outbox.h"

#include "protocol/limits.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

void Outbox::add(OutgoingItem item, Instant at, By by)
{
    m_entries.push_back({std::move(item), at, by, m_end++});
    count(m_entries.back(), 1);
    if (m_entries.back().isLeft())
        m_lastLeft = at;
}

void Outbox::count(const Entry &entry, int times)
{
    const int texts = entry.item.text() ? times : 0;
    m_samples += times * entry.item.samples();
    m_texts += texts;
    if (entry.isLeft()) {
        m_left += times;
        m_leftTexts += texts;
    }
}

OutgoingItem Outbox::takeFront()
{
    count(m_entries.front(), -1);
    OutgoingItem item = std::move(m_entries.front().item);
    m_entries.pop_front();
    return item;
}

void Outbox::clear()
{
    discard([](const Entry &) { return true; });
}

std::vector<bool> Outbox::discard(const std::function<bool(const Entry &)> &isUnwanted)
{
    std::vector<bool> gone;
    std::erase_if(m_entries, [&](const Entry &entry) {
        gone.push_back(isUnwanted(entry));
        if (gone.back())
            count(entry, -1);
        return gone.back();
    });
    return gone;
}

DurableLine::Waiting Outbox::waiting() const
{
    DurableLine::Waiting waiting{.speech = Duration(m_samples * 1000 / protocol::kMicRate),
                                 .texts = m_texts,
                                 .leftTexts = m_leftTexts};
    const auto newest = std::find_if(m_entries.rbegin(), m_entries.rend(),
                                     [](const Entry &entry) { return entry.item.audio(); });
    if (newest != m_entries.rend())
        waiting.lastSpeech = newest->at;
    if (m_left > 0)
        waiting.lastLeft = m_lastLeft;
    return waiting;
}

} // namespace holdline::client
