// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outgoingitem.h"

#include "core/overloaded.h"
#include "protocol/limits.h"
#include "protocol/opuspayload.h"

namespace holdline::client {

using protocol::AudioItem;
using protocol::ClientMessage;
using protocol::WireMessage;

OutgoingItem::OutgoingItem(const WireMessage &wire) : m_wire(wire)
{
    if (wire.binary) {
        if (auto audio = protocol::decodeAudioItem(wire.bytes))
            m_content = std::move(*audio);
    } else if (const auto message = protocol::decodeClientMessage(wire.bytes)) {
        m_content = message.value();
    }
}

const protocol::TextMessage *OutgoingItem::text() const
{
    const auto *message = std::get_if<ClientMessage>(&m_content);
    return message ? std::get_if<protocol::TextMessage>(message) : nullptr;
}

qsizetype OutgoingItem::samples() const
{
    const AudioItem *item = audio();
    if (!item)
        return 0;
    if (!item->opus)
        return item->pcm.size() / 2;
    const auto payload = protocol::decodeOpusPayload(*item->opus);
    return payload ? payload->samples : 0;
}

bool OutgoingItem::isOfOneSession() const
{
    const auto *message = std::get_if<ClientMessage>(&m_content);
    return message && std::holds_alternative<protocol::Interrupt>(*message);
}

bool OutgoingItem::setsConversationAside() const
{
    const auto *message = std::get_if<ClientMessage>(&m_content);
    return message && std::holds_alternative<protocol::SetAside>(*message);
}

qsizetype OutgoingItem::binaryBytes() const
{
    if (const AudioItem *item = audio())
        return protocol::kItemHeaderBytes + item->opus.value_or(item->pcm).size();
    return m_wire && m_wire->binary ? m_wire->bytes.size() : 0;
}

const WireMessage &OutgoingItem::wire() const
{
    if (!m_wire) {
        m_wire = std::visit(
            Overloaded{[](const Unreadable &) { return WireMessage{}; },
                       [](const ClientMessage &message) {
                           return WireMessage{.binary = false, .bytes = protocol::encode(message)};
                       },
                       [](const AudioItem &item) {
                           return WireMessage{.binary = true, .bytes = protocol::encode(item)};
                       }},
            m_content);
    }
    return *m_wire;
}

} // namespace holdline::client
