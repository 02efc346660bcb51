// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationwatch.h"

#include "audio/pcm.h"
#include "protocol/control.h"
#include "protocol/itemcodec.h"

namespace holdline::testing {

using namespace protocol;

namespace {

std::size_t samplesOf(const QByteArray &pcm)
{
    return static_cast<std::size_t>(pcm.size()) / sizeof(audio::Sample);
}

} // namespace

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
        if (message.isText)
            readText(message.payload, now);
        else if (const auto item = decodeAudioItem(message.payload); item && !m_turns.isEmpty())
            noteSpeech(m_turns.last(), item->position + samplesOf(item->pcm), now);
    }
}

void ConversationWatch::readText(const QByteArray &json, Instant at)
{
    if (isControl(json)) {
        const auto control = decodeControlMessage(json);
        const auto *welcome = control ? std::get_if<Welcome>(&control.value()) : nullptr;
        if (welcome && welcome->mode != Welcome::Mode::New)
            ++m_restored;
        Q_EMIT changed();
    } else if (const auto decoded = decodeServerMessage(json)) {
        note(decoded.value(), at);
    }
}

void ConversationWatch::note(const ServerMessage &message, Instant at)
{
    if (std::holds_alternative<SessionRestored>(message))
        ++m_restored;
    const auto *request = std::get_if<FinalUserRequest>(&message);
    const auto isKnown = [&](const WatchedTurn &turn) {
        return !turn.id.isEmpty() && turn.id == request->id;
    };
    if (request && std::ranges::none_of(m_turns, isKnown))
        m_turns.append({.request = request->content, .id = request->id, .requestedAt = at});
    if (!m_turns.isEmpty())
        noteAnswer(m_turns.last(), message, at);
    Q_EMIT changed();
}

void ConversationWatch::noteAnswer(WatchedTurn &turn, const ServerMessage &message, Instant at)
{
    if (const auto *chunk = std::get_if<TtsChunk>(&message))
        noteSpeech(turn, turn.speech + samplesOf(chunk->pcm), at);
    const auto *answer = std::get_if<FinalAssistantAnswer>(&message);
    if (answer && !turn.answeredAt && !m_answered.contains(answer->id)) {
        if (!answer->id.isEmpty())
            m_answered.insert(answer->id);
        turn.answer = answer->content;
        turn.answeredAt = at;
    }
}

/// `samples` is the number of samples of the answer so far. Repeated samples do not count.
void ConversationWatch::noteSpeech(WatchedTurn &turn, std::size_t samples, Instant at)
{
    turn.speech = std::max(turn.speech, samples);
    if (!turn.firstSpeechAt)
        turn.firstSpeechAt = at;
}

} // namespace holdline::testing
