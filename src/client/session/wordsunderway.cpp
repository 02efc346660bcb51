// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/wordsunderway.h"

#include "protocol/limits.h"
#include "protocol/opuspayload.h"

namespace holdline::client {

namespace {

qsizetype samplesIn(const protocol::WireMessage &message)
{
    const auto item = message.binary ? protocol::decodeAudioItem(message.bytes) : std::nullopt;
    if (!item)
        return 0;
    if (!item->opus)
        return item->pcm.size() / 2;
    const auto payload = protocol::decodeOpusPayload(*item->opus);
    return payload ? payload->samples : 0;
}

bool isText(const protocol::WireMessage &message)
{
    if (message.binary)
        return false;
    const auto decoded = protocol::decodeClientMessage(message.bytes);
    return decoded && std::holds_alternative<protocol::TextMessage>(decoded.value());
}

} // namespace

void WordsUnderWay::add(quint64 number, const protocol::WireMessage &item)
{
    const qsizetype samples = samplesIn(item);
    if (samples == 0 && !isText(item))
        return;
    m_entries.push_back({number, samples});
    m_samples += samples;
    m_texts += samples == 0 ? 1 : 0;
}

void WordsUnderWay::acknowledge(quint64 upTo)
{
    while (!m_entries.empty() && m_entries.front().number <= upTo) {
        m_samples -= m_entries.front().samples;
        m_texts -= m_entries.front().samples == 0 ? 1 : 0;
        m_entries.pop_front();
    }
}

DurableLine::Words WordsUnderWay::words() const
{
    return {.speech = Duration(m_samples * 1000 / protocol::kMicRate), .texts = m_texts};
}

} // namespace holdline::client
