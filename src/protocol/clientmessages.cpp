// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/messages.h"

#include "core/overloaded.h"
#include "protocol/json.h"
#include "protocol/limits.h"

#include <array>

using namespace Qt::StringLiterals;

namespace holdline::protocol {

namespace {

QJsonObject object(QLatin1StringView type)
{
    return {{"type"_L1, type}};
}

QJsonObject conversation(QLatin1StringView action)
{
    return {{"type"_L1, "conversation"_L1}, {"action"_L1, action}};
}

QJsonObject toJson(const TextMessage &message)
{
    QJsonObject json{{"type"_L1, "text"_L1}, {"text"_L1, message.text}};
    if (!message.id.isEmpty())
        json["id"_L1] = message.id;
    return json;
}

QJsonObject toJson(const ClientMessage &message)
{
    return std::visit(
        Overloaded{
            [](const TtsStart &) { return object("tts_start"_L1); },
            [](const TtsStop &) { return object("tts_stop"_L1); },
            [](const ClearHistory &) { return object("clear_history"_L1); },
            [](const SetSpeed &m) {
                return QJsonObject{{"type"_L1, "set_speed"_L1}, {"speed"_L1, m.speed}};
            },
            [](const TextMessage &m) { return toJson(m); },
            [](const Interrupt &m) {
                return QJsonObject{{"type"_L1, "interrupt"_L1},
                                   {"utterance"_L1, toValue(m.utterance)},
                                   {"position"_L1, toValue(m.position)}};
            },
            [](const CallRequest &m) {
                return QJsonObject{{"type"_L1, "call"_L1},
                                   {"state"_L1, m.start ? "start"_L1 : "end"_L1}};
            },
            [](const NewConversation &) { return conversation("new"_L1); },
            [](const SetAside &m) {
                return conversation(m.memory ? "set_all_aside"_L1 : "set_aside"_L1);
            },
            [](const TakeBack &) { return conversation("take_back"_L1); },
            [](const ForgetAside &) { return conversation("forget_aside"_L1); },
            [](const DiscardTurn &) { return object("discard_turn"_L1); },
            [](const Configure &m) {
                return QJsonObject{{"type"_L1, "configure"_L1},
                                   {"configuration"_L1, toJson(m.configuration)}};
            },
            [](const ListVoices &) { return object("voices"_L1); },
            [](const SampleVoice &m) {
                return QJsonObject{{"type"_L1, "voice_sample"_L1},
                                   {"voice"_L1, m.voice},
                                   {"speaking_rate"_L1, m.speakingRate},
                                   {"text"_L1, m.text}};
            },
        },
        message);
}

Decoded<ClientMessage> decodeSetSpeed(const QJsonObject &json)
{
    MemberReader in(json);
    return in.finish<ClientMessage>(SetSpeed{in.number<int>("speed"_L1, kMinSpeed, kMaxSpeed)});
}

Decoded<ClientMessage> decodeText(const QJsonObject &json)
{
    const QJsonValue text = json["text"_L1];
    if (!text.isString() || text.toString().trimmed().isEmpty())
        return refused(u"text"_s, u"must be a string that is not empty"_s);
    if (text.toString().size() > kMaxTextLength)
        return refused(u"text"_s, u"must have at most 5000 characters"_s);
    MemberReader in(json);
    return in.finish<ClientMessage>(
        TextMessage{.text = text.toString(), .id = in.idOrEmpty("id"_L1)});
}

Decoded<ClientMessage> decodeInterrupt(MemberReader in)
{
    return in.finish<ClientMessage>(Interrupt{.utterance = in.number<quint32>("utterance"_L1, 1),
                                              .position = in.number("position"_L1)});
}

Decoded<ClientMessage> decodeCall(MemberReader in)
{
    constexpr QLatin1StringView kStates[] = {"end"_L1, "start"_L1};
    return in.finish<ClientMessage>(CallRequest{in.choice<bool>("state"_L1, kStates)});
}

Decoded<ClientMessage> decodeConversation(MemberReader in)
{
    constexpr QLatin1StringView kActions[] = {"new"_L1, "set_aside"_L1, "set_all_aside"_L1,
                                              "take_back"_L1, "forget_aside"_L1};
    const std::array<ClientMessage, std::size(kActions)> messages{
        NewConversation{}, SetAside{false}, SetAside{true}, TakeBack{}, ForgetAside{}};
    const auto action = in.choice<std::size_t>("action"_L1, kActions);
    return in.finish<ClientMessage>(messages[action]);
}

Decoded<ClientMessage> decodeConfigure(MemberReader in)
{
    return in.finish<ClientMessage>(Configure{in.object("configuration"_L1, readConfiguration)});
}

Decoded<ClientMessage> decodeSampleVoice(MemberReader in)
{
    const SampleVoice message{
        .voice = in.idOrEmpty("voice"_L1),
        .speakingRate = in.decimal("speaking_rate"_L1, kMinSpeakingRate, kMaxSpeakingRate),
        .text = in.text("text"_L1, kMaxSampleText)};
    in.check(!message.text.trimmed().isEmpty(), "text"_L1, u"must not be empty");
    return in.finish<ClientMessage>(message);
}

} // namespace

QByteArray encode(const ClientMessage &message)
{
    return toBytes(toJson(message));
}

Result<ClientMessage, ValidationError> decodeClientMessage(const ParsedMessage &message)
{
    if (message.error)
        return Failure{*message.error};
    const QJsonObject &json = message.object;
    const QString type = json["type"_L1].toString();
    if (type == u"tts_start")
        return ClientMessage(TtsStart{});
    if (type == u"tts_stop")
        return ClientMessage(TtsStop{});
    if (type == u"clear_history")
        return ClientMessage(ClearHistory{});
    if (type == u"set_speed")
        return decodeSetSpeed(json);
    if (type == u"text")
        return decodeText(json);
    if (type == u"interrupt")
        return decodeInterrupt(MemberReader(json));
    if (type == u"call")
        return decodeCall(MemberReader(json));
    if (type == u"conversation")
        return decodeConversation(MemberReader(json));
    if (type == u"discard_turn")
        return ClientMessage(DiscardTurn{});
    if (type == u"configure")
        return decodeConfigure(MemberReader(json));
    if (type == u"voices")
        return ClientMessage(ListVoices{});
    if (type == u"voice_sample")
        return decodeSampleVoice(MemberReader(json));
    return refused(u"type"_s, u"is not known"_s);
}

} // namespace holdline::protocol
