// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"
#include "protocol/messages.h"

#include <QObject>

namespace holdline::client {

class AnswerPlayback;
class CallController;
class Exchange;
class HistoryWriter;
class TranscriptModel;
class TranscriptWriter;
class VoiceCapture;

/// Reads the server's messages: writes turns and answers into the transcript, hands speech to
/// playback, and remembers what the server is doing. Owned by ConversationController; GUI thread.
class MessageReader : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the reader.
    struct Parts
    {
        TranscriptModel &transcript;
        TranscriptWriter &writer;
        HistoryWriter &history;
        AnswerPlayback &playback;
        const VoiceCapture &capture;
        CallController &call;
        const Clock &clock;
    };
    MessageReader(const Parts &parts, Exchange &exchange);

    /// The messages belong to this exchange from now on.
    void setExchange(Exchange &exchange) { m_exchange = &exchange; }

    void read(const protocol::ServerMessage &message);
    void readSpeech(const protocol::AudioItem &item);

    protocol::Activity::State activity() const { return m_activity; }
    /// The server must be doing this now, although it has not said so.
    void assume(protocol::Activity::State activity) { m_activity = activity; }

    /// A new conversation was asked for. Until the server confirms it, what comes belongs to the
    /// conversation before and is ignored.
    void awaitNewConversation() { ++m_newAwaited; }
    /// The server will not confirm so many of them.
    void awaitLess(int count) { m_newAwaited = std::max(0, m_newAwaited - count); }
    /// The server will not confirm any.
    void awaitNone() { m_newAwaited = 0; }

Q_SIGNALS:
    // See ConversationController.
    void turnUnderstood(holdline::Instant ended, bool typed);
    void answerBegan();
    void refused(const QString &message);
    void serverTroubled(const QString &code, const QString &message);

private:
    void on(const protocol::PartialUserRequest &message);
    void on(const protocol::FinalUserRequest &message);
    void on(const protocol::PartialAssistantAnswer &message);
    void on(const protocol::FinalAssistantAnswer &message);
    void on(const protocol::TtsChunk &message);
    void on(const protocol::StopTts &message);
    void on(const protocol::TtsInterruption &message);
    void on(const protocol::ValidationError &message);
    void on(const protocol::Activity &message);
    void on(const protocol::SessionAssigned &) { } // reported by Line::sessionStarted
    void on(const protocol::SessionRestored &) { }
    void on(const protocol::TtsBegin &message);
    void on(const protocol::TtsEnd &message);
    void on(const protocol::CallStatusChanged &message);
    void on(const protocol::ServerError &message);
    void on(const protocol::Configured &) { } // PersonaController handles these three
    void on(const protocol::Voices &) { }
    void on(const protocol::VoiceSample &) { }
    void onNewConversation();

    const Parts m_parts;
    Exchange *m_exchange;
    protocol::Activity::State m_activity = protocol::Activity::State::Idle;
    int m_newAwaited = 0; ///< new conversations that the server has not confirmed yet
};

} // namespace holdline::client
