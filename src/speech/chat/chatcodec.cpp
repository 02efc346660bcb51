// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatcodec.h"

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
constexpr qsizetype kLongestError = 200;

const QString kInstructions =
    u"You are Nova, the voice assistant of the app Holdline. The user hears your answers. Answer "
    u"in "
    "one to three plain sentences, in the language of the user, unless the user asks for more. Use "
    "no Markdown, no lists, no tables and no emoji. Do not say that you are a text model."_s;
const QString kContinue =
    u"Your answer was cut off. Continue it exactly where it stopped. Repeat nothing."_s;

QJsonObject message(QLatin1StringView role, const QString &content)
{
    return {{u"role"_s, role}, {u"content"_s, content}};
}

QString instructions(const ChatSettings &settings, const Prompt &prompt)
{
    QString text = settings.instructions.isEmpty() ? kInstructions : settings.instructions;
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

QString textIn(const QJsonObject &choice)
{
    const QJsonValue streamed = choice["delta"_L1]["content"_L1];
    return streamed.isString() ? streamed.toString()
                               : choice["message"_L1]["content"_L1].toString();
}

} // namespace

int estimatedTokens(const QString &text)
{
    return static_cast<int>(text.toUtf8().size() / 3 + 1);
}

QByteArray encodeChatRequest(const ChatSettings &settings, const Prompt &prompt)
{
    const QString system = instructions(settings, prompt);
    int left =
        settings.contextTokens - costOf(system) - costOf(prompt.text) - costOf(prompt.prefix);
    QJsonArray messages;
    for (auto it = prompt.context.crbegin(); it != prompt.context.crend(); ++it) {
        left -= costOf(it->text);
        if (left < 0)
            break;
        messages.prepend(message(it->role == Role::User ? "user"_L1 : "assistant"_L1, it->text));
    }
    messages.prepend(message("system"_L1, system));
    messages.append(message("user"_L1, prompt.text));
    if (!prompt.prefix.isEmpty()) {
        messages.append(message("assistant"_L1, prompt.prefix));
        messages.append(message("user"_L1, kContinue));
    }
    return QJsonDocument(QJsonObject{{u"model"_s, settings.model},
                                     {u"messages"_s, messages},
                                     {u"stream"_s, true}})
        .toJson(QJsonDocument::Compact);
}

Result<ChatPiece, NoChatPiece> decodeChatPiece(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonValue choices = object["choices"_L1];
    if (!choices.isArray())
        return Failure{NoChatPiece{}};
    const QJsonObject choice = choices[0].toObject(); // absent in an event that only counts tokens
    return ChatPiece{.text = textIn(choice), .isLast = choice["finish_reason"_L1].isString()};
}

QString chatErrorIn(const QByteArray &body)
{
    const QJsonValue error = QJsonDocument::fromJson(body).object()["error"_L1];
    const QString text = error.isString() ? error.toString() : error["message"_L1].toString();
    return text.simplified().left(kLongestError);
}

} // namespace holdline::speech
