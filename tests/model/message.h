// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"

#include <QList>

#include <optional>

namespace holdline::testing {

/// What goes over a line: items, and stand-ins for hl_resume, hl_welcome, hl_history and hl_ack.
struct Message
{
    enum class Kind : quint8 { Resume, Welcome, History, Ack, Item };
    Kind kind;
    quint32 epoch = 0; ///< Resume, Welcome
    /// Resume, Welcome, Ack. In a resume nothing means that what had been received is forgotten.
    std::optional<quint64> received{};
    QList<QByteArray> history{}; ///< History: the contents of the items that are not numbered anew
    protocol::WireMessage item{}; ///< Item
};

/// An item that says `content`: an even number of bytes when it is binary, else plain ASCII.
protocol::WireMessage makeItem(const QByteArray &content, bool binary);
/// What the item says, with or without its number.
QByteArray contentOf(const protocol::WireMessage &item);

} // namespace holdline::testing
