// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "speech/responder.h"

#include <QUrl>

namespace holdline::speech {

/// Which language model answers, and how.
struct ChatSettings
{
    QUrl base{}; ///< address of the API, such as http://127.0.0.1:11434/v1; empty: no model
    QString model{};
    QByteArray key{}; ///< sent as bearer token; may be empty
    QString instructions{}; ///< used instead of our own, unless empty; before those of a persona
    int contextTokens = 4000; ///< limit for instructions and messages, estimated

    bool isSet() const { return !base.isEmpty(); }
};

/// A part of a call of a tool, as it is streamed.
struct ToolCallPiece
{
    std::optional<int> index{}; ///< which call of the response it belongs to
    QString id{};
    QString name{};
    QString arguments{}; ///< the next characters of their JSON text

    friend bool operator==(const ToolCallPiece &, const ToolCallPiece &) = default;
};

/// A call of a tool.
struct ToolCall
{
    int index = 0; ///< as in its pieces
    QString id{};
    QString name{};
    QString arguments{}; ///< JSON text as the model wrote it, perhaps wrong
};

/// A response of the model that has called tools.
struct ToolRound
{
    QString text{}; ///< what it said beside the calls
    QList<ToolCall> calls{};
    QStringList results{}; ///< one for each call
};

/// How far the model has come with one answer.
struct ChatProgress
{
    bool offersTools = false; ///< the model may call the tools of speech/skills/tools.h
    QList<ToolRound> rounds{};
    QString said{}; ///< the beginning of the current response, which was cut off
};

/// The body of POST {base}/chat/completions: the instructions with those of the persona, the time
/// and the facts that the user asked to remember, then as many of the newest messages as fit into
/// `contextTokens`, then the question, and then what the model has said and done for this answer.
/// What was cut off it is asked to continue.
QByteArray encodeChatRequest(const ChatSettings &settings, const Prompt &prompt,
                             const ChatProgress &progress = {});

/// A piece of an answer.
struct ChatPiece
{
    QString text{};
    QList<ToolCallPiece> calls{};
    bool isLast = false; ///< the model says that the response ends here

    friend bool operator==(const ChatPiece &, const ChatPiece &) = default;
};

struct NoChatPiece
{
};
/// Decodes the data of one event, or the whole body of an answer that is not streamed. Fails for
/// anything else, such as an error object.
Result<ChatPiece, NoChatPiece> decodeChatPiece(const QByteArray &json);

/// Estimates how many tokens a text takes: a third of its bytes in UTF-8, plus one. This is more
/// often too many than too few.
int estimatedTokens(const QString &text);

} // namespace holdline::speech
