// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/messages.h"

#include "core/overloaded.h"
#include "protocol/limits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

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

QJsonObject object(QLatin1StringView type)
{
    return {{"type"_L1, type}};
}

QJsonObject object(QLatin1StringView type, const QString &content)
{
    return {{"type"_L1, type}, {"content"_L1, content}};
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
            [](const TextMessage &m) {
                return QJsonObject{{"type"_L1, "text"_L1}, {"text"_L1, m.text}};
            },
        },
        message);
}

QJsonObject toJson(const ValidationError &message)
{
    QJsonArray errors;
    for (const FieldError &error : message.errors)
        errors.append(QJsonObject{{"field"_L1, error.field}, {"message"_L1, error.message}});
    return {{"type"_L1, "validation_error"_L1}, {"errors"_L1, errors}};
}

QJsonObject toJson(const ServerMessage &message)
{
    return std::visit(
        Overloaded{
            [](const PartialUserRequest &m) {
                return object("partial_user_request"_L1, m.content);
            },
            [](const FinalUserRequest &m) { return object("final_user_request"_L1, m.content); },
            [](const PartialAssistantAnswer &m) {
                return object("partial_assistant_answer"_L1, m.content);
            },
            [](const FinalAssistantAnswer &m) {
                return object("final_assistant_answer"_L1, m.content);
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
        },
        message);
}

Failure<ValidationError> refused(const QString &field, const QString &message)
{
    return {ValidationError{{{field, message}}}};
}

/// True when brackets nest deeper than allowed. Qt's parser recurses up to 1 024 levels.
bool nestsTooDeep(const QByteArray &json)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kMaxJsonDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

Result<QJsonObject, ValidationError> parseObject(const QByteArray &json)
{
    if (nestsTooDeep(json))
        return refused(u"message"_s, u"is nested too deeply"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return refused(u"message"_s, u"is not valid JSON"_s);
    if (!document.isObject())
        return refused(u"message"_s, u"must be a JSON object"_s);
    if (!document[u"type"].isString())
        return refused(u"type"_s, u"must be a string"_s);
    return document.object();
}

Failure<ValidationError> unknownType()
{
    return refused(u"type"_s, u"is not known"_s);
}

Result<ClientMessage, ValidationError> decodeSetSpeed(const QJsonObject &json)
{
    const QJsonValue speed = json["speed"_L1];
    const double value = speed.toDouble(-1);
    if (!speed.isDouble() || value < kMinSpeed || value > kMaxSpeed)
        return refused(u"speed"_s, u"must be a number from 0 to 100"_s);
    return ClientMessage(SetSpeed{static_cast<int>(std::lround(value))});
}

Result<ClientMessage, ValidationError> decodeText(const QJsonObject &json)
{
    const QJsonValue text = json["text"_L1];
    if (!text.isString() || text.toString().trimmed().isEmpty())
        return refused(u"text"_s, u"must be a string that is not empty"_s);
    if (text.toString().size() > kMaxTextLength)
        return refused(u"text"_s, u"must have at most 5000 characters"_s);
    return ClientMessage(TextMessage{text.toString()});
}

template <typename Message>
Result<ServerMessage, ValidationError> decodeContent(const QJsonObject &json)
{
    const QJsonValue content = json["content"_L1];
    if (!content.isString())
        return refused(u"content"_s, u"must be a string"_s);
    return ServerMessage(Message{content.toString()});
}

Result<ServerMessage, ValidationError> decodeTtsChunk(const QJsonObject &json)
{
    const QByteArray base64 = json["content"_L1].toString().toLatin1();
    const auto decoded =
        QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (base64.isEmpty() || !decoded)
        return refused(u"content"_s, u"must be base64"_s);
    const QByteArray &pcm = *decoded;
    if (pcm.size() % 2 != 0)
        return refused(u"content"_s, u"must hold whole 16-bit samples"_s);
    return ServerMessage(TtsChunk{pcm});
}

Result<ServerMessage, ValidationError> decodeSession(const QString &type, const QJsonObject &json)
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

Result<ServerMessage, ValidationError> decodeValidationError(const QJsonObject &json)
{
    if (!json["errors"_L1].isArray())
        return refused(u"errors"_s, u"must be a list"_s);
    ValidationError message;
    for (const QJsonValue error : json["errors"_L1].toArray())
        message.errors.append({error["field"_L1].toString(), error["message"_L1].toString()});
    return ServerMessage(message);
}

Result<ServerMessage, ValidationError> decodeActivity(const QJsonObject &json)
{
    const QString state = json["state"_L1].toString();
    for (const ActivityName &known : kActivityNames) {
        if (state == known.name)
            return ServerMessage(Activity{known.state});
    }
    return refused(u"state"_s, u"is not known"_s);
}

} // namespace

QByteArray encode(const ClientMessage &message)
{
    return QJsonDocument(toJson(message)).toJson(QJsonDocument::Compact);
}

QByteArray encode(const ServerMessage &message)
{
    return QJsonDocument(toJson(message)).toJson(QJsonDocument::Compact);
}

Result<ClientMessage, ValidationError> decodeClientMessage(const QByteArray &text)
{
    const auto json = parseObject(text);
    if (!json)
        return Failure{json.error()};
    const QString type = json.value()["type"_L1].toString();
    if (type == u"tts_start")
        return ClientMessage(TtsStart{});
    if (type == u"tts_stop")
        return ClientMessage(TtsStop{});
    if (type == u"clear_history")
        return ClientMessage(ClearHistory{});
    if (type == u"set_speed")
        return decodeSetSpeed(json.value());
    if (type == u"text")
        return decodeText(json.value());
    return unknownType();
}

Result<ServerMessage, ValidationError> decodeServerMessage(const QByteArray &text)
{
    const auto json = parseObject(text);
    if (!json)
        return Failure{json.error()};
    const QString type = json.value()["type"_L1].toString();
    if (type == u"partial_user_request")
        return decodeContent<PartialUserRequest>(json.value());
    if (type == u"final_user_request")
        return decodeContent<FinalUserRequest>(json.value());
    if (type == u"partial_assistant_answer")
        return decodeContent<PartialAssistantAnswer>(json.value());
    if (type == u"final_assistant_answer")
        return decodeContent<FinalAssistantAnswer>(json.value());
    if (type == u"tts_chunk")
        return decodeTtsChunk(json.value());
    if (type == u"stop_tts")
        return ServerMessage(StopTts{});
    if (type == u"tts_interruption")
        return ServerMessage(TtsInterruption{});
    if (type == u"session_id" || type == u"session_restored")
        return decodeSession(type, json.value());
    if (type == u"validation_error")
        return decodeValidationError(json.value());
    if (type == u"activity")
        return decodeActivity(json.value());
    return unknownType();
}

} // namespace holdline::protocol
