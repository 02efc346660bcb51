// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/message.h"

#include "core/overloaded.h"

using namespace Qt::StringLiterals;

namespace holdline::testing {

using CallStatus = protocol::CallStatusChanged::Status;

Deed typed(const QByteArray &text)
{
    const QString words = QString::fromLatin1(text);
    return protocol::ClientMessage(protocol::TextMessage{words, words.left(8)});
}

Deed spoken(const QByteArray &samples)
{
    return protocol::AudioItem{.pcm = samples};
}

QByteArray callEffect(CallStatus status)
{
    return status == CallStatus::Active ? "call begun" : "call ended";
}

QByteArray pauseEffect(int speed)
{
    return "pause " + QByteArray::number(speed);
}

QByteArray effectOf(const Deed &deed)
{
    if (const auto *audio = std::get_if<protocol::AudioItem>(&deed))
        return audio->pcm;
    return std::visit(Overloaded{
                          [](const protocol::TextMessage &text) { return text.id.toLatin1(); },
                          [](const protocol::SetSpeed &pause) { return pauseEffect(pause.speed); },
                          [](const protocol::CallRequest &call) {
                              return callEffect(call.start ? CallStatus::Active
                                                           : CallStatus::Ended);
                          },
                          [](const auto & /*other*/) { return QByteArray("no effect"); },
                      },
                      std::get<protocol::ClientMessage>(deed));
}

QByteArray effectOf(const Message &item)
{
    if (item.binary)
        return effectOf(
            Deed(protocol::decodeAudioItem(item.bytes).value_or(protocol::AudioItem())));
    const auto message = protocol::decodeClientMessage(item.bytes);
    return message ? effectOf(Deed(message.value())) : QByteArray("no message");
}

std::optional<protocol::ControlMessage> controlIn(const Message &message)
{
    if (message.binary || !protocol::isControl(message.bytes))
        return std::nullopt;
    auto control = protocol::decodeControlMessage(message.bytes);
    return control ? std::optional(std::move(control).value()) : std::nullopt;
}

Message toMessage(const protocol::ControlMessage &message)
{
    return {.binary = false, .bytes = protocol::encode(message)};
}

} // namespace holdline::testing
