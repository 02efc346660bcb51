// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/bytepipe.h"

#include <QBuffer>
#include <QDataStream>

namespace holdline::testing {

void BytePipe::push_back(const Message &message)
{
    QDataStream out(&m_bytes, QIODevice::Append);
    out << message.binary << message.bytes; // with its length
}

void BytePipe::clear()
{
    m_bytes.clear();
    m_arrived = 0;
}

std::optional<Message> BytePipe::read()
{
    QDataStream in(m_bytes.first(m_arrived));
    Message message;
    in >> message.binary >> message.bytes;
    if (in.status() != QDataStream::Ok)
        return std::nullopt;
    const qsizetype length = in.device()->pos();
    m_bytes.remove(0, length);
    m_arrived -= length;
    return message;
}

} // namespace holdline::testing
