// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/transcriptrow.h"

#include "client/conversation/markdown.h"

using namespace Qt::StringLiterals;

namespace holdline::client {

TranscriptRow TranscriptRow::ofHistory(const protocol::HistoryMessage &message)
{
    const bool isAnswer = message.role == protocol::HistoryMessage::Role::Assistant;
    return {.kind = isAnswer ? Kind::Assistant : Kind::User,
            .text = message.content + message.unheard,
            .at = message.at,
            .replayed = true,
            .spoken = static_cast<int>(isAnswer ? message.content.size() : 0),
            .interrupted = !message.unheard.isEmpty()};
}

QString TranscriptRow::accessibleText() const
{
    switch (kind) {
    case Kind::User:
        return pending ? tr("You, not sent yet: %1").arg(text)
            : partial  ? tr("You, still speaking: %1").arg(text)
                       : tr("You: %1").arg(text);
    case Kind::Assistant: {
        const QString shown = Markdown(text, partial).text();
        return interrupted ? tr("Answer, interrupted: %1").arg(shown)
            : partial      ? tr("Answer, not finished: %1").arg(shown)
                           : tr("Answer: %1").arg(shown);
    }
    case Kind::HeldSpeech:
        return tr("You, not sent yet: %1").arg(text);
    case Kind::Divider:
        break;
    }
    return text;
}

QString TranscriptRow::plainText(const QString &assistantName) const
{
    switch (kind) {
    case Kind::User:
        return tr("You: %1").arg(text);
    case Kind::Assistant:
        return tr("%1: %2", "assistant's name: what it said").arg(assistantName, text);
    case Kind::HeldSpeech:
    case Kind::Divider:
        break;
    }
    return u"— %1 —"_s.arg(text);
}

} // namespace holdline::client
