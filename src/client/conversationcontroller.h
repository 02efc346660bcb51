// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/answerplayback.h"
#include "client/listeningmode.h"
#include "client/transcriptmodel.h"
#include "client/transcriptwriter.h"
#include "client/typedtexts.h"
#include "client/voicecapture.h"
#include "core/clock.h"
#include "protocol/messages.h"

#include <QObject>

#include <optional>

namespace holdline::client {

class Line;

/// The conversation on the line: microphone to server, answers to the loudspeaker, both to the
/// transcript. GUI thread.
class ConversationController : public QObject
{
    Q_OBJECT

public:
    /// What the level display says below it.
    enum class Caption {
        MicrophoneClosed,
        Listening, ///< open, nobody speaking
        Hearing, ///< the server hears speech
        Waiting, ///< every recogniser is taken
        Thinking,
        Speaking, ///< an answer plays
        GatedBySpeech, ///< an answer plays and the microphone waits (loudspeaker mode)
        LineDown, ///< open, but what is said now is not sent
        MicrophoneMissing,
        MicrophoneFailed,
    };

    /// All three must outlive this.
    ConversationController(Line &line, audio::SoundCard &card, const Clock &clock,
                           QObject *parent = nullptr);

    TranscriptModel &transcript() { return m_transcript; }
    audio::SoundCard &soundCard() { return m_card; }

    bool isMicrophoneOpen() const { return m_capture.isOpen(); }
    Caption caption() const { return m_caption; }
    /// 0 … 1 for a display, of the latest 20 ms; 0 while closed.
    float inputLevel() const { return m_capture.level(); }

public Q_SLOTS:
    void setMicrophoneOpen(bool open);
    void toggleMicrophone();
    /// Push to talk: open while held, whatever it was before comes back afterwards. An answer that
    /// plays is stopped.
    void holdToTalk(bool held);
    void setListeningMode(holdline::client::ListeningMode mode);
    /// 0 (answer fast) … 100 (be patient); sent now and after every reconnection.
    void setTurnPause(int speed);
    /// Sent now, or shown as waiting and sent when the line is back. Blank text is ignored; the
    /// caller keeps it to 5 000 characters.
    void sendText(const QString &text);
    /// Silence now; the answer stays in the transcript and can be replayed.
    void stopSpeaking();
    void replayLastAnswer();
    /// Forgets the conversation here and at the server; the session stays.
    void clearHistory();
    /// Empties everything and starts with a new session.
    void startNewConversation();

Q_SIGNALS:
    void microphoneOpenChanged(bool open);
    void captionChanged(holdline::client::ConversationController::Caption caption);
    void inputLevelChanged(float level);
    /// The server refused something the user did; `message` is its explanation.
    void refused(const QString &message);
    /// The end of the user's turn to the first sample of the answer.
    void answerStarted(holdline::Duration afterQuestion);

private:
    void onSessionStarted(std::optional<int> restoredMessages, bool offered);
    void onLost();
    void onReceived(const protocol::ServerMessage &message);
    void on(const protocol::PartialUserRequest &message);
    void on(const protocol::FinalUserRequest &message);
    void on(const protocol::PartialAssistantAnswer &message);
    void on(const protocol::FinalAssistantAnswer &message);
    void on(const protocol::TtsChunk &message);
    void on(const protocol::StopTts &message);
    void on(const protocol::TtsInterruption &message);
    void on(const protocol::ValidationError &message);
    void on(const protocol::Activity &message);
    void on(const protocol::SessionAssigned &) { } // told by Line::sessionStarted
    void on(const protocol::SessionRestored &) { }

    void onPlaybackStarted();
    void onPlaybackFinished();
    void updateCaption();

    bool mayHaveLostWords() const;
    bool sendNow(const QString &text);
    void sendWaitingTexts();
    bool send(const protocol::ClientMessage &message);

    Line &m_line;
    audio::SoundCard &m_card;
    const Clock &m_clock;
    TranscriptModel m_transcript;
    AnswerPlayback m_playback;
    TranscriptWriter m_writer;
    VoiceCapture m_capture;
    TypedTexts m_typed;

    std::optional<int> m_turnPause; ///< as far as it was set
    Caption m_caption = Caption::MicrophoneClosed;

    bool m_inSession = false; ///< between the start of a session and the loss of its line
    bool m_clearWhenLive = false;
    bool m_serverRejectsPlayback = false; ///< does not know tts_start, hence no barge-in
    bool m_lastSentIsPlayback = false; ///< tts_start or tts_stop
    protocol::Activity::State m_server = protocol::Activity::State::Idle;
};

} // namespace holdline::client
