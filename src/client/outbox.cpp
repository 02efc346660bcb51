// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/outbox.h"

#include "protocol/limits.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

void Outbox::add(const protocol::ClientMessage &message)
{
    push({.message = {.binary = false, .bytes = protocol::encode(message)},
          .isText = std::holds_alternative<protocol::TextMessage>(message)});
}

void Outbox::add(const protocol::AudioItem &item, Instant capturedAt)
{
    push({.message = {.binary = true, .bytes = protocol::encode(item)},
          .samples = item.pcm.size() / 2,
          .at = capturedAt});
}

void Outbox::push(Entry entry)
{
    entry.place = m_end++;
    m_samples += entry.samples;
    m_texts += entry.isText ? 1 : 0;
    m_entries.push_back(std::move(entry));
}

void Outbox::forget(const Entry &entry)
{
    m_samples -= entry.samples;
    m_texts -= entry.isText ? 1 : 0;
}

protocol::WireMessage Outbox::takeFront()
{
    Entry entry = std::move(m_entries.front());
    m_entries.pop_front();
    forget(entry);
    return std::move(entry.message);
}

void Outbox::clear()
{
    m_entries.clear();
    m_samples = 0;
    m_texts = 0;
}

void Outbox::discardSpeech()
{
    std::erase_if(m_entries, [](const Entry &entry) { return entry.message.binary; });
    m_samples = 0;
}

Line::Waiting Outbox::waiting() const
{
    Line::Waiting waiting{.speech = Duration(m_samples * 1000 / protocol::kMicRate),
                          .texts = m_texts};
    const auto newest = std::find_if(m_entries.rbegin(), m_entries.rend(),
                                     [](const Entry &entry) { return entry.message.binary; });
    if (newest != m_entries.rend())
        waiting.lastSpeech = newest->at;
    return waiting;
}

} // namespace holdline::client
