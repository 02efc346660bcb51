// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"
#include "protocol/messages.h"

#include <optional>
#include <variant>

namespace holdline::client {

/// A message or a piece of audio on its way to a Durable server, before it has a number. It is
/// encoded once, when its bytes are first needed. A plain value.
class OutgoingItem
{
public:
    explicit OutgoingItem(protocol::ClientMessage message) : m_content(std::move(message)) { }
    explicit OutgoingItem(protocol::AudioItem audio) : m_content(std::move(audio)) { }
    /// Decodes the item. One that cannot be decoded goes out unchanged.
    explicit OutgoingItem(const protocol::WireMessage &wire);

    /// `nullptr` if it is no audio.
    const protocol::AudioItem *audio() const
    {
        return std::get_if<protocol::AudioItem>(&m_content);
    }
    /// `nullptr` if it is no typed text.
    const protocol::TextMessage *text() const;
    /// The samples of the user's voice in it.
    qsizetype samples() const;
    /// Whether it makes sense only in its session: an interruption does, because answers are
    /// numbered per session.
    bool isOfOneSession() const;
    /// Whether it is a request to set the conversation aside.
    bool setsConversationAside() const;
    /// The size of wire() if it is binary, otherwise 0.
    qsizetype binaryBytes() const;
    const protocol::WireMessage &wire() const;

private:
    struct Unreadable
    {
    };

    std::variant<Unreadable, protocol::ClientMessage, protocol::AudioItem> m_content;
    mutable std::optional<protocol::WireMessage> m_wire;
};

} // namespace holdline::client
