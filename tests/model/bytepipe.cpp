// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/bytepipe.h"

#include <QBuffer>
#include <QDataStream>

namespace holdline::testing {

void BytePipe::push_back(const Message &message)
{
    QByteArray body;
    QDataStream bodyOut(&body, QIODevice::WriteOnly);
    bodyOut << static_cast<quint8>(message.kind) << message.epoch << message.received.has_value()
            << message.received.value_or(0) << message.history << message.item.binary
            << message.item.bytes;
    QDataStream out(&m_bytes, QIODevice::Append);
    out << body; // with its length
}

void BytePipe::clear()
{
    m_bytes.clear();
    m_arrived = 0;
}

std::optional<Message> BytePipe::read()
{
    const QByteArray arrived = m_bytes.first(m_arrived);
    QByteArray body;
    QDataStream in(arrived);
    in >> body;
    if (in.status() != QDataStream::Ok)
        return std::nullopt;
    const qsizetype length = in.device()->pos();
    m_bytes.remove(0, length);
    m_arrived -= length;

    quint8 kind = 0;
    bool hasReceived = false;
    quint64 received = 0;
    Message message{};
    QDataStream(body) >> kind >> message.epoch >> hasReceived >> received >> message.history
        >> message.item.binary >> message.item.bytes;
    message.kind = static_cast<Message::Kind>(kind);
    if (hasReceived)
        message.received = received;
    return message;
}

} // namespace holdline::testing
