// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/eventstream.h"

#include <utility>

namespace holdline::speech {

void EventStream::add(QByteArrayView bytes)
{
    if (m_isBroken)
        return;
    m_input.remove(0, std::exchange(m_at, 0));
    m_input.append(bytes);
}

std::optional<QByteArray> EventStream::next()
{
    while (const auto line = takeLine()) {
        if (!line->isEmpty())
            addField(*line);
        else if (m_data)
            return std::exchange(m_data, std::nullopt);
        if (m_data && m_data->size() > kLongestEvent)
            m_isBroken = true;
    }
    if (m_input.size() - m_at > kLongestEvent)
        m_isBroken = true;
    return std::nullopt;
}

/// The next line without its end, which is LF, CR or CRLF; `nullopt` if more bytes are needed.
std::optional<QByteArray> EventStream::takeLine()
{
    if (m_isBroken)
        return std::nullopt;
    if (m_skipsLineFeed && m_at < m_input.size()) {
        m_skipsLineFeed = false;
        if (m_input[m_at] == '\n')
            ++m_at;
    }
    for (qsizetype i = m_at; i < m_input.size(); ++i) {
        if (m_input[i] != '\n' && m_input[i] != '\r')
            continue;
        m_skipsLineFeed = m_input[i] == '\r';
        const qsizetype begin = std::exchange(m_at, i + 1);
        return m_input.sliced(begin, i - begin);
    }
    return std::nullopt;
}

void EventStream::addField(QByteArrayView line)
{
    constexpr QByteArrayView kData("data");
    if (!line.startsWith(kData))
        return;
    line = line.sliced(kData.size());
    if (!line.isEmpty() && line.front() != ':')
        return; // another field, whose name only begins with "data"
    if (line.startsWith(": "))
        line = line.sliced(2);
    else if (!line.isEmpty())
        line = line.sliced(1);
    if (m_data)
        m_data->append('\n').append(line);
    else
        m_data = line.toByteArray();
}

} // namespace holdline::speech
