// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/messages.h"

#include "core/overloaded.h"
#include "protocol/json.h"
#include "protocol/limits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::protocol {

namespace {

struct ActivityName
{
    Activity::State state;
    QLatin1StringView name;
};
constexpr ActivityName kActivityNames[] = {
    {Activity::State::Idle, "idle"_L1},         {Activity::State::Listening, "listening"_L1},
    {Activity::State::Waiting, "waiting"_L1},   {Activity::State::Thinking, "thinking"_L1},
    {Activity::State::Speaking, "speaking"_L1},
};

QLatin1StringView activityName(Activity::State state)
{
    const auto *found = std::ranges::find(kActivityNames, state, &ActivityName::state);
    return found->name;
}

constexpr QLatin1StringView kStatuses[] = {"idle"_L1, "active"_L1, "ended"_L1};

QJsonObject object(QLatin1StringView type, const QString &content)
{
    return {{"type"_L1, type}, {"content"_L1, content}};
}

template <typename Final>
QJsonObject finalContent(QLatin1StringView type, const Final &message)
{
    QJsonObject json = object(type, message.content);
    if (!message.id.isEmpty())
        json["id"_L1] = message.id;
    if (message.at)
        json["at"_L1] = toValue(*message.at);
    return json;
}

QJsonObject toJson(const ValidationError &message)
{
    QJsonArray errors;
    for (const FieldError &error : message.errors)
        errors.append(QJsonObject{{"field"_L1, error.field}, {"message"_L1, error.message}});
    return {{"type"_L1, "validation_error"_L1}, {"errors"_L1, errors}};
}

QJsonObject toJson(const TtsEnd &message)
{
    QJsonArray marks;
    for (const SpeechMark &mark : message.marks)
        marks.append(
            QJsonObject{{"char"_L1, mark.character}, {"position"_L1, toValue(mark.position)}});
    return {{"type"_L1, "tts_end"_L1},
            {"utterance"_L1, toValue(message.utterance)},
            {"samples"_L1, toValue(message.samples)},
            {"marks"_L1, marks}};
}

QJsonObject toJson(const Voices &message)
{
    QJsonArray list;
    for (const Voice &voice : message.list)
        list.append(QJsonObject{{"id"_L1, voice.id},
                                {"name"_L1, voice.name},
                                {"language"_L1, voice.language},
                                {"engine"_L1, voice.engine}});
    return {{"type"_L1, "voices"_L1}, {"list"_L1, list}};
}

QJsonObject toJson(const ServerMessage &message)
{
    return std::visit(
        Overloaded{
            [](const PartialUserRequest &m) {
                return object("partial_user_request"_L1, m.content);
            },
            [](const FinalUserRequest &m) { return finalContent("final_user_request"_L1, m); },
            [](const PartialAssistantAnswer &m) {
                return object("partial_assistant_answer"_L1, m.content);
            },
            [](const FinalAssistantAnswer &m) {
                QJsonObject json = finalContent("final_assistant_answer"_L1, m);
                if (!m.unheard.isEmpty())
                    json["unheard"_L1] = m.unheard;
                return json;
            },
            [](const TtsChunk &m) {
                return object("tts_chunk"_L1, QString::fromLatin1(m.pcm.toBase64()));
            },
            [](const StopTts &) { return object("stop_tts"_L1, {}); },
            [](const TtsInterruption &) { return object("tts_interruption"_L1, {}); },
            [](const SessionAssigned &m) {
                return QJsonObject{{"type"_L1, "session_id"_L1},
                                   {"session_id"_L1, m.id.toString()}};
            },
            [](const SessionRestored &m) {
                return QJsonObject{{"type"_L1, "session_restored"_L1},
                                   {"session_id"_L1, m.id.toString()},
                                   {"message_count"_L1, m.messageCount}};
            },
            [](const ValidationError &m) { return toJson(m); },
            [](const Activity &m) {
                return QJsonObject{{"type"_L1, "activity"_L1}, {"state"_L1, activityName(m.state)}};
            },
            [](const TtsBegin &m) {
                return QJsonObject{{"type"_L1, "tts_begin"_L1},
                                   {"utterance"_L1, toValue(m.utterance)},
                                   {"message"_L1, m.message}};
            },
            [](const TtsEnd &m) { return toJson(m); },
            [](const CallStatusChanged &m) {
                return QJsonObject{{"type"_L1, "call.status_changed"_L1},
                                   {"status"_L1, kStatuses[static_cast<int>(m.status)]},
                                   {"reason"_L1, m.reason}};
            },
            [](const ServerError &m) {
                return QJsonObject{{"type"_L1, "error"_L1},
                                   {"code"_L1, m.code},
                                   {"message"_L1, m.message},
                                   {"recoverable"_L1, m.recoverable}};
            },
            [](const Configured &m) {
                return QJsonObject{{"type"_L1, "configured"_L1},
                                   {"configuration"_L1, toJson(m.configuration)}};
            },
            [](const Voices &m) { return toJson(m); },
            [](const VoiceSample &m) {
                return QJsonObject{{"type"_L1, "voice_sample"_L1},
                                   {"voice"_L1, m.voice},
                                   {"content"_L1, QString::fromLatin1(m.pcm.toBase64())}};
            },
        },
        message);
}

template <typename Message>
Decoded<ServerMessage> decodeContent(const QJsonObject &json)
{
    const QJsonValue content = json["content"_L1];
    if (!content.isString())
        return refused(u"content"_s, u"must be a string"_s);
    return ServerMessage(Message{content.toString()});
}

template <typename Final>
Decoded<ServerMessage> decodeFinal(MemberReader in)
{
    Final message{.content = in.text("content"_L1), .id = in.idOrEmpty("id"_L1)};
    if (in.has("at"_L1))
        message.at = in.time("at"_L1);
    if constexpr (std::is_same_v<Final, FinalAssistantAnswer>)
        message.unheard = in.textOrEmpty("unheard"_L1);
    return in.finish<ServerMessage>(message);
}

/// The samples in the member "content".
Decoded<QByteArray> decodePcm(const QJsonObject &json)
{
    const QByteArray base64 = json["content"_L1].toString().toLatin1();
    const auto decoded =
        QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (base64.isEmpty() || !decoded)
        return refused(u"content"_s, u"must be base64"_s);
    if ((*decoded).size() % 2 != 0)
        return refused(u"content"_s, u"must hold whole 16-bit samples"_s);
    return *decoded;
}

Decoded<ServerMessage> decodeTtsChunk(const QJsonObject &json)
{
    const auto pcm = decodePcm(json);
    return pcm ? Decoded<ServerMessage>(ServerMessage(TtsChunk{pcm.value()}))
               : Failure{pcm.error()};
}

Decoded<ServerMessage> decodeSession(const QString &type, const QJsonObject &json)
{
    const auto id = SessionId::parse(json["session_id"_L1].toString());
    if (!id)
        return refused(u"session_id"_s, u"must be a UUID"_s);
    if (type == u"session_id")
        return ServerMessage(SessionAssigned{*id});
    const QJsonValue count = json["message_count"_L1];
    if (!count.isDouble() || count.toInt(-1) < 0)
        return refused(u"message_count"_s, u"must be a number from 0"_s);
    return ServerMessage(SessionRestored{*id, count.toInt()});
}

Decoded<ServerMessage> decodeValidationError(const QJsonObject &json)
{
    if (!json["errors"_L1].isArray())
        return refused(u"errors"_s, u"must be a list"_s);
    ValidationError message;
    for (const QJsonValue error : json["errors"_L1].toArray())
        message.errors.append({error["field"_L1].toString(), error["message"_L1].toString()});
    return ServerMessage(message);
}

Decoded<ServerMessage> decodeActivity(const QJsonObject &json)
{
    const QString state = json["state"_L1].toString();
    for (const ActivityName &known : kActivityNames) {
        if (state == known.name)
            return ServerMessage(Activity{known.state});
    }
    return refused(u"state"_s, u"is not known"_s);
}

Decoded<ServerMessage> decodeTtsBegin(MemberReader in)
{
    return in.finish<ServerMessage>(TtsBegin{.utterance = in.number<quint32>("utterance"_L1, 1),
                                             .message = in.id("message"_L1)});
}

Decoded<ServerMessage> decodeTtsEnd(MemberReader in)
{
    const auto readMark = [](MemberReader &mark) {
        return SpeechMark{.character = mark.number("char"_L1, 0),
                          .position = mark.number("position"_L1)};
    };
    return in.finish<ServerMessage>(TtsEnd{.utterance = in.number<quint32>("utterance"_L1, 1),
                                           .samples = in.number("samples"_L1),
                                           .marks = in.list("marks"_L1, readMark)});
}

Decoded<ServerMessage> decodeCallStatus(MemberReader in)
{
    return in.finish<ServerMessage>(
        CallStatusChanged{.status = in.choice<CallStatusChanged::Status>("status"_L1, kStatuses),
                          .reason = in.idOrEmpty("reason"_L1)});
}

Decoded<ServerMessage> decodeError(MemberReader in)
{
    return in.finish<ServerMessage>(ServerError{.code = in.id("code"_L1),
                                                .message = in.text("message"_L1),
                                                .recoverable = in.boolean("recoverable"_L1)});
}

Decoded<ServerMessage> decodeConfigured(MemberReader in)
{
    return in.finish<ServerMessage>(Configured{in.object("configuration"_L1, readConfiguration)});
}

Decoded<ServerMessage> decodeVoices(MemberReader in)
{
    const auto readVoice = [](MemberReader &voice) {
        return Voice{.id = voice.id("id"_L1),
                     .name = voice.text("name"_L1, kMaxPersonaName),
                     .language = voice.textOrEmpty("language"_L1, kMaxLanguageLength),
                     .engine = voice.textOrEmpty("engine"_L1, kMaxPersonaName)};
    };
    const Voices message{in.list("list"_L1, readVoice)};
    in.check(message.list.size() <= kMaxVoices, "list"_L1, u"is too long");
    return in.finish<ServerMessage>(message);
}

Decoded<ServerMessage> decodeVoiceSample(const QJsonObject &json)
{
    constexpr auto kLongest = kMaxSample.count() * kMicRate / 1000 * 2;
    MemberReader in(json);
    const QString voice = in.idOrEmpty("voice"_L1);
    const auto pcm = decodePcm(json);
    if (!pcm)
        return Failure{pcm.error()};
    in.check(pcm.value().size() <= kLongest, "content"_L1, u"is too long");
    return in.finish<ServerMessage>(VoiceSample{.voice = voice, .pcm = pcm.value()});
}

} // namespace

QByteArray encode(const ServerMessage &message)
{
    return toBytes(toJson(message));
}

Result<ServerMessage, ValidationError> decodeServerMessage(const ParsedMessage &message)
{
    if (message.error)
        return Failure{*message.error};
    const QJsonObject &json = message.object;
    const QString type = json["type"_L1].toString();
    if (type == u"partial_user_request")
        return decodeContent<PartialUserRequest>(json);
    if (type == u"final_user_request")
        return decodeFinal<FinalUserRequest>(MemberReader(json));
    if (type == u"partial_assistant_answer")
        return decodeContent<PartialAssistantAnswer>(json);
    if (type == u"final_assistant_answer")
        return decodeFinal<FinalAssistantAnswer>(MemberReader(json));
    if (type == u"tts_chunk")
        return decodeTtsChunk(json);
    if (type == u"stop_tts")
        return ServerMessage(StopTts{});
    if (type == u"tts_interruption")
        return ServerMessage(TtsInterruption{});
    if (type == u"session_id" || type == u"session_restored")
        return decodeSession(type, json);
    if (type == u"validation_error")
        return decodeValidationError(json);
    if (type == u"activity")
        return decodeActivity(json);
    if (type == u"tts_begin")
        return decodeTtsBegin(MemberReader(json));
    if (type == u"tts_end")
        return decodeTtsEnd(MemberReader(json));
    if (type == u"call.status_changed")
        return decodeCallStatus(MemberReader(json));
    if (type == u"error")
        return decodeError(MemberReader(json));
    if (type == u"configured")
        return decodeConfigured(MemberReader(json));
    if (type == u"voices")
        return decodeVoices(MemberReader(json));
    if (type == u"voice_sample")
        return decodeVoiceSample(json);
    return refused(u"type"_s, u"is not known"_s);
}

} // namespace holdline::protocol
