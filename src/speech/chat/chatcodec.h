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
    QString instructions{}; ///< used instead of our own, unless empty
    int contextTokens = 4000; ///< limit for instructions and messages, estimated

    bool isSet() const { return !base.isEmpty(); }
};

/// The body of POST {base}/chat/completions: the instructions with the time and with the facts that
/// the user asked to remember, then as many of the newest messages as fit into `contextTokens`,
/// then the question. If the prompt has a prefix, the model is asked to continue after it.
QByteArray encodeChatRequest(const ChatSettings &settings, const Prompt &prompt);

/// A piece of an answer.
struct ChatPiece
{
    QString text;
    bool isLast = false; ///< the model says that the answer ends here

    friend bool operator==(const ChatPiece &, const ChatPiece &) = default;
};

struct NoChatPiece
{
};
/// Decodes the data of one event, or the whole body of an answer that is not streamed. Fails for
/// anything else, such as an error object.
Result<ChatPiece, NoChatPiece> decodeChatPiece(const QByteArray &json);

/// The message in the body of an error, shortened to one line of at most 200 characters; empty if
/// there is none. It is for the log of the operator.
QString chatErrorIn(const QByteArray &body);

/// Estimates how many tokens a text takes: a third of its bytes in UTF-8, plus one. This is more
/// often too many than too few.
int estimatedTokens(const QString &text);

} // namespace holdline::speech
