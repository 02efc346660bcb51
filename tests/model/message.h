// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"

#include <QList>

#include <optional>

namespace holdline::testing {

/// A message on a connection: an item, or a stand-in for hl_resume, hl_welcome, hl_history or
/// hl_ack.
struct Message
{
    enum class Kind : quint8 { Resume, Welcome, History, Ack, Item };
    Kind kind;
    quint32 epoch = 0; ///< Resume, Welcome
    /// Resume, Welcome, Ack. In a resume nullopt means that the client has forgotten it.
    std::optional<quint64> received{};
    QList<QByteArray> history{}; ///< History: contents of the items that get no new number
    protocol::WireMessage item{}; ///< Item
};

/// An item with `content`: an even number of bytes if `binary`, otherwise plain ASCII.
protocol::WireMessage makeItem(const QByteArray &content, bool binary);
/// The content of an item, with or without its number.
QByteArray contentOf(const protocol::WireMessage &item);

} // namespace holdline::testing
