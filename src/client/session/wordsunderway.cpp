// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/wordsunderway.h"

#include "protocol/limits.h"

namespace holdline::client {

void WordsUnderWay::add(quint64 number, const OutgoingItem &item)
{
    const qsizetype samples = item.samples();
    if (samples == 0 && !item.text())
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
