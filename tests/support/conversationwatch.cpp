// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationwatch.h"

namespace holdline::testing {

using namespace protocol;

ConversationWatch::ConversationWatch(CuttingProxy &proxy)
{
    connect(&proxy, &CuttingProxy::forwarded, this, &ConversationWatch::read);
}

void ConversationWatch::read(int connection, CuttingProxy::Direction direction,
                             const QByteArray &bytes)
{
    if (direction != CuttingProxy::Direction::ToClient)
        return;
    const Instant now = std::chrono::steady_clock::now();
    for (const WebSocketSniffer::Message &message : m_sniffers[connection].feed(bytes)) {
        if (const auto decoded = decodeServerMessage(message.payload); message.isText && decoded)
            note(decoded.value(), now);
    }
}

void ConversationWatch::note(const ServerMessage &message, Instant at)
{
    if (std::holds_alternative<SessionRestored>(message))
        ++m_restored;
    if (const auto *request = std::get_if<FinalUserRequest>(&message))
        m_turns.append({.request = request->content, .requestedAt = at});
    if (!m_turns.isEmpty())
        noteAnswer(m_turns.last(), message, at);
    Q_EMIT changed();
}

void ConversationWatch::noteAnswer(WatchedTurn &turn, const ServerMessage &message, Instant at)
{
    if (std::holds_alternative<TtsChunk>(message) && !turn.firstSpeechAt)
        turn.firstSpeechAt = at;
    const auto *answer = std::get_if<FinalAssistantAnswer>(&message);
    if (answer && !turn.answeredAt) {
        turn.answer = answer->content;
        turn.answeredAt = at;
    }
}

} // namespace holdline::testing
