// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/message.h"

#include "protocol/limits.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace holdline::testing {

protocol::WireMessage makeItem(const QByteArray &content, bool binary)
{
    if (binary)
        return {.binary = true, .bytes = protocol::encode(protocol::AudioItem{.pcm = content})};
    return {.binary = false, .bytes = R"({"text":")" + content + R"("})"};
}

QByteArray contentOf(const protocol::WireMessage &item)
{
    if (item.binary)
        return item.bytes.mid(protocol::kItemHeaderBytes);
    return QJsonDocument::fromJson(item.bytes)["text"_L1].toString().toLatin1();
}

} // namespace holdline::testing
