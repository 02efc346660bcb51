// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outbox.h"

#include "protocol/limits.h"
#include "protocol/opuspayload.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

namespace {

qsizetype samplesOf(const protocol::AudioItem &item)
{
    if (!item.opus)
        return item.pcm.size() / 2;
    const auto packed = protocol::decodeOpusPayload(*item.opus);
    return packed ? packed->samples : 0;
}

} // namespace

void Outbox::add(const protocol::ClientMessage &message, Instant typedAt, By by)
{
    push({.message = {.binary = false, .bytes = protocol::encode(message)},
          .isText = std::holds_alternative<protocol::TextMessage>(message),
          .at = typedAt,
          .by = by});
}

void Outbox::add(const protocol::AudioItem &item, Instant capturedAt, By by)
{
    push({.message = {.binary = true, .bytes = protocol::encode(item)},
          .samples = samplesOf(item),
          .at = capturedAt,
          .by = by});
}

void Outbox::add(const protocol::WireMessage &unreadable, Instant at, By by)
{
    push({.message = unreadable, .at = at, .by = by});
}

void Outbox::push(Entry entry)
{
    entry.place = m_end++;
    m_samples += entry.samples;
    m_texts += entry.isText ? 1 : 0;
    if (entry.isLeft()) {
        ++m_left;
        m_leftTexts += entry.isText ? 1 : 0;
        m_lastLeft = entry.at;
    }
    m_entries.push_back(std::move(entry));
}

void Outbox::forget(const Entry &entry)
{
    m_samples -= entry.samples;
    m_texts -= entry.isText ? 1 : 0;
    if (entry.isLeft()) {
        --m_left;
        m_leftTexts -= entry.isText ? 1 : 0;
    }
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
    discard([](const Entry &) { return true; });
}

std::vector<bool> Outbox::discard(const std::function<bool(const Entry &)> &isUnwanted)
{
    std::vector<bool> gone;
    std::erase_if(m_entries, [&](const Entry &entry) {
        gone.push_back(isUnwanted(entry));
        if (gone.back())
            forget(entry);
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
                                     [](const Entry &entry) { return entry.message.binary; });
    if (newest != m_entries.rend())
        waiting.lastSpeech = newest->at;
    if (m_left > 0)
        waiting.lastLeft = m_lastLeft;
    return waiting;
}

} // namespace holdline::client
