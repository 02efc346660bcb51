// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"
#include "protocol/itemcodec.h"

#include <QList>

#include <variant>

namespace holdline::testing {

/// A message on a connection, as it is on the wire.
using Message = protocol::WireMessage;

/// Something that the user does, which the server must take over once.
using Deed = std::variant<protocol::ClientMessage, protocol::AudioItem>;

Deed typed(const QByteArray &text);
Deed spoken(const QByteArray &samples);

/// The effect that the item has at the server, in one word. ModelStore writes down the same words
/// when the effects are durable.
QByteArray effectOf(const Message &item);
QByteArray effectOf(const Deed &deed);
QByteArray callEffect(protocol::CallStatusChanged::Status status);
QByteArray pauseEffect(int speed);

/// `message` as one of the control messages; nullopt if it is none.
std::optional<protocol::ControlMessage> controlIn(const Message &message);
Message toMessage(const protocol::ControlMessage &message);

} // namespace holdline::testing
