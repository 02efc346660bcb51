// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatcodec.h"

#include "speech/skills/tools.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr int kTokensPerMessage = 8;

const QString kUsualPersona = u"Nova"_s;
const QString kInstructions =
    u"You are %1, the voice assistant of the app Holdline. The user hears your answers. Answer in "
    "one to three plain sentences, in %2, unless the user asks for more. Use no Markdown, no "
    "lists, no tables and no emoji. Do not say that you are a text model."_s;
const QString kContinue =
    u"Your answer was cut off. Continue it exactly where it stopped. Repeat nothing."_s;

QJsonObject message(QLatin1StringView role, const QString &content)
{
    return {{u"role"_s, role}, {u"content"_s, content}};
}

/// "German", or the tag itself if it is not known.
QString languageName(const QString &tag)
{
    const QLocale locale(tag);
    return locale.language() == QLocale::C ? tag : QLocale::languageToString(locale.language());
}

QString instructions(const ChatSettings &settings, const Prompt &prompt)
{
    const QString language =
        prompt.language.isEmpty() ? u"the language of the user"_s : languageName(prompt.language);
    QString text = settings.instructions.isEmpty()
        ? kInstructions.arg(prompt.persona.isEmpty() ? kUsualPersona : prompt.persona, language)
        : settings.instructions;
    if (!settings.instructions.isEmpty() && !prompt.language.isEmpty())
        text += u" Answer in %1."_s.arg(language);
    if (!prompt.instructions.isEmpty())
        text += u' ' + prompt.instructions;
    const auto now = QDateTime::fromMSecsSinceEpoch(prompt.now.time_since_epoch().count(),
                                                    QTimeZone(prompt.utcOffsetSeconds));
    text += u" It is %1."_s.arg(QLocale::c().toString(now, u"dddd, d MMMM yyyy, HH:mm"_s));
    QStringList facts;
    for (const auto &[key, value] : prompt.memory.facts.asKeyValueRange())
        facts.append(value.isEmpty() ? key : u"%1: %2"_s.arg(key, value));
    facts.sort();
    if (!facts.isEmpty())
        text += u" The user asked you to remember: "_s + facts.join(u"; "_s) + u'.';
    return text;
}

int costOf(const QString &text)
{
    return estimatedTokens(text) + kTokensPerMessage;
}

int costOf(const QJsonArray &json)
{
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return json.isEmpty() ? 0 : costOf(QString::fromUtf8(text));
}

QJsonArray toolList()
{
    QJsonArray list;
    for (const Tool &tool : tools()) {
        const QJsonObject function{{u"name"_s, tool.name},
                                   {u"description"_s, tool.description},
                                   {u"parameters"_s, tool.parameters}};
        list.append(QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, function}});
    }
    return list;
}

/// What the model has said before it was cut off.
QJsonArray cutOff(const QString &text)
{
    if (text.isEmpty())
        return {};
    return {message("assistant"_L1, text), message("user"_L1, kContinue)};
}

QJsonArray messagesOf(const ToolRound &round)
{
    QJsonArray calls;
    QJsonArray results;
    for (qsizetype i = 0; i < round.calls.size(); ++i) {
        const ToolCall &call = round.calls[i];
        // Some services fail with arguments that are no JSON.
        const bool isRight = QJsonDocument::fromJson(call.arguments.toUtf8()).isObject();
        const QJsonObject function{{u"name"_s, call.name},
                                   {u"arguments"_s, isRight ? call.arguments : u"{}"_s}};
        calls.append(
            QJsonObject{{u"id"_s, call.id}, {u"type"_s, u"function"_s}, {u"function"_s, function}});
        QJsonObject result = message("tool"_L1, round.results[i]);
        result[u"tool_call_id"_s] = call.id;
        results.append(result);
    }
    QJsonObject request = message("assistant"_L1, round.text);
    request[u"tool_calls"_s] = calls;
    results.prepend(request);
    return results;
}

/// The messages after the question.
QJsonArray messagesOf(const QString &prefix, const ChatProgress &progress)
{
    if (progress.rounds.isEmpty())
        return cutOff(prefix + progress.said);
    QJsonArray messages = cutOff(prefix);
    for (const ToolRound &round : progress.rounds) {
        for (const QJsonValue &each : messagesOf(round))
            messages.append(each);
    }
    for (const QJsonValue &each : cutOff(progress.said))
        messages.append(each);
    return messages;
}

/// The "delta" of a streamed response, the "message" of another one.
QJsonObject contentOf(const QJsonObject &choice)
{
    const QJsonValue delta = choice["delta"_L1];
    return (delta.isObject() ? delta : choice["message"_L1]).toObject();
}

ToolCallPiece toolCallPiece(const QJsonObject &json)
{
    ToolCallPiece piece{.id = json["id"_L1].toString(),
                        .name = json["function"_L1]["name"_L1].toString()};
    if (json["index"_L1].isDouble())
        piece.index = json["index"_L1].toInt();
    const QJsonValue arguments = json["function"_L1]["arguments"_L1];
    // Some services do not write the arguments as text.
    piece.arguments = arguments.isObject()
        ? QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact))
        : arguments.toString();
    return piece;
}

} // namespace

int estimatedTokens(const QString &text)
{
    return static_cast<int>(text.toUtf8().size() / 3 + 1);
}

QByteArray encodeChatRequest(const ChatSettings &settings, const Prompt &prompt,
                             const ChatProgress &progress)
{
    const QString system = instructions(settings, prompt);
    const QJsonArray answer = messagesOf(prompt.prefix, progress);
    const QJsonArray offered = progress.offersTools ? toolList() : QJsonArray();
    int left = settings.contextTokens - costOf(system) - costOf(prompt.text) - costOf(answer)
        - costOf(offered);
    QJsonArray messages;
    for (auto it = prompt.context.crbegin(); it != prompt.context.crend(); ++it) {
        left -= costOf(it->text);
        if (left < 0)
            break;
        messages.prepend(message(it->role == Role::User ? "user"_L1 : "assistant"_L1, it->text));
    }
    messages.prepend(message("system"_L1, system));
    messages.append(message("user"_L1, prompt.text));
    for (const QJsonValue &each : answer)
        messages.append(each);
    QJsonObject request{
        {u"model"_s, settings.model}, {u"messages"_s, messages}, {u"stream"_s, true}};
    if (!offered.isEmpty())
        request[u"tools"_s] = offered;
    return QJsonDocument(request).toJson(QJsonDocument::Compact);
}

Result<ChatPiece, NoChatPiece> decodeChatPiece(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonValue choices = object["choices"_L1];
    if (!choices.isArray())
        return Failure{NoChatPiece{}};
    const QJsonObject choice = choices[0].toObject(); // absent in an event that only counts tokens
    const QJsonObject content = contentOf(choice);
    ChatPiece piece{.text = content["content"_L1].toString(),
                    .isLast = choice["finish_reason"_L1].isString()};
    for (const QJsonValue &call : content["tool_calls"_L1].toArray())
        piece.calls.append(toolCallPiece(call.toObject()));
    return piece;
}

} // namespace holdline::speech
