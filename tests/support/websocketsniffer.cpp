// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/websocketsniffer.h"

#include <QtEndian>

namespace holdline::testing {

QList<WebSocketSniffer::Message> WebSocketSniffer::feed(const QByteArray &bytes)
{
    m_pending += bytes;
    QList<Message> messages;
    if (m_inHandshake && !takeHandshake())
        return messages;
    while (takeFrame(messages)) { }
    return messages;
}

bool WebSocketSniffer::takeHandshake()
{
    constexpr QByteArrayView kEnd("\r\n\r\n");
    const qsizetype end = m_pending.indexOf(kEnd);
    if (end < 0)
        return false;
    m_pending.remove(0, end + kEnd.size());
    m_inHandshake = false;
    return true;
}

/// RFC 6455, section 5.2.
bool WebSocketSniffer::takeFrame(QList<Message> &messages)
{
    constexpr uchar kFinal = 0x80;
    constexpr uchar kMasked = 0x80;
    constexpr int kContinuation = 0;
    constexpr int kText = 1;
    constexpr int kFirstControl = 8;

    if (m_pending.size() < 2)
        return false;
    const auto *head = reinterpret_cast<const uchar *>(m_pending.constData());
    const int opcode = head[0] & 0x0f;
    const bool masked = (head[1] & kMasked) != 0;
    quint64 length = head[1] & 0x7f;
    qsizetype at = 2;
    const qsizetype lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (m_pending.size() < at + lengthBytes + (masked ? 4 : 0))
        return false;
    if (lengthBytes == 2)
        length = qFromBigEndian<quint16>(head + at);
    else if (lengthBytes == 8)
        length = qFromBigEndian<quint64>(head + at);
    at += lengthBytes;
    const QByteArray mask = masked ? m_pending.mid(at, 4) : QByteArray();
    at += mask.size();
    if (static_cast<quint64>(m_pending.size() - at) < length)
        return false;

    const bool final = (head[0] & kFinal) != 0;
    QByteArray payload = m_pending.mid(at, static_cast<qsizetype>(length));
    m_pending.remove(0, at + payload.size());
    for (qsizetype i = 0; masked && i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ mask[i % mask.size()]);

    if (opcode >= kFirstControl)
        return true;
    if (opcode != kContinuation)
        m_message = {opcode == kText, {}};
    m_message.payload += payload;
    if (final)
        messages.append(std::exchange(m_message, {false, {}}));
    return true;
}

} // namespace holdline::testing
