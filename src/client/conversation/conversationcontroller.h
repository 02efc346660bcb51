// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/conversation/callcontroller.h"
#include "client/conversation/historywriter.h"
#include "client/conversation/seamwriter.h"
#include "client/conversation/textsender.h"
#include "client/conversation/transcriptmodel.h"
#include "client/conversation/transcriptwriter.h"
#include "client/voice/answerplayback.h"
#include "client/voice/listeningmode.h"
#include "client/voice/playbackreport.h"
#include "client/voice/voicecapture.h"
#include "core/clock.h"
#include "protocol/messages.h"

#include <QObject>

#include <optional>

namespace holdline::client {

/// The conversation over a Line: sends speech and texts to the server, plays its answers, and
/// writes both to the transcript. Owned by the application; GUI thread.
class ConversationController : public QObject
{
    Q_OBJECT

public:
    /// What happens to speech into the microphone now.
    enum class Microphone {
        Closed,
        Opening, ///< wanted, but the device does not deliver yet
        Live, ///< speech is sent
        Gated, ///< nothing is sent while an answer plays (loudspeaker mode)
        Holding, ///< speech waits for the line
        Unheard, ///< speech is neither sent nor held
        Broken, ///< there is no device, or it does not work
    };

    /// What the caption below the level display says.
    enum class Caption {
        MicrophoneClosed,
        MicrophoneOpening,
        Listening, ///< open, but the server hears no speech
        Hearing, ///< the server hears speech
        Waiting, ///< every recogniser of the server is taken
        Thinking,
        Speaking, ///< an answer plays, and talking does not stop it
        Interruptible, ///< an answer plays, and talking stops it
        GatedBySpeech, ///< an answer plays, and the microphone waits (loudspeaker mode)
        LineDown, ///< open, but speech is neither sent nor held
        HoldingSpeech, ///< open, and speech waits for the line
        HoldLimitReached, ///< open, but no more speech can wait: new speech is lost
        MicrophoneMissing,
        MicrophoneFailed,
    };

    /// All three must outlive this.
    ConversationController(Line &line, audio::SoundCard &card, const Clock &clock,
                           QObject *parent = nullptr);

    TranscriptModel &transcript() { return m_transcript; }
    audio::SoundCard &soundCard() { return m_card; }

    bool isMicrophoneOpen() const { return m_capture.isOpen(); }
    Microphone microphone() const { return m_microphone; }
    Caption caption() const { return m_caption; }
    /// The level of the latest captured block for a display, 0 … 1; 0 while the microphone is
    /// closed.
    float inputLevel() const { return m_capture.level(); }

    /// Whether the microphone is open and its speech has to wait for the line, even if no more can
    /// wait.
    bool isHoldingSpeech() const;
    /// The speech that waits for the line, and the most that can wait.
    Duration heldSpeech() const;
    Duration heldSpeechLimit() const;
    /// The speech that the server has not acknowledged. Leaves out the amount that is always under
    /// way while the user talks.
    Duration unsentSpeech() const;
    /// The received speech of answers that is not played yet.
    Duration unplayedSpeech() const { return m_playback.unplayed(); }

    const CallStatus &callStatus() const { return m_call.status(); }

public Q_SLOTS:
    void setMicrophoneOpen(bool open);
    void toggleMicrophone();
    /// Push to talk: opens the microphone while `held`; afterwards it returns to the state before.
    /// Stops an answer that plays.
    void holdToTalk(bool held);
    void setListeningMode(holdline::client::ListeningMode mode);
    /// 0 (answer fast) … 100 (be patient); sent now and after every reconnection.
    void setTurnPause(int speed);
    /// Sends the text now, or shows it as waiting and sends it when the line is back. Ignores blank
    /// text. The caller limits it to 5 000 characters.
    void sendText(const QString &text);
    /// Stops playback now. The answer stays in the transcript and can be replayed.
    void stopSpeaking();
    void replayLastAnswer();
    /// Forgets the conversation here and at the server. The session stays.
    void clearHistory();
    /// Begins with an empty conversation: in the same session if the server can do that (Durable),
    /// otherwise in a new session.
    void startNewConversation();

    /// The same in a new session: the server forgets the old one. Closes the microphone.
    void endAndForget();

    /// What is said from now on may begin another conversation: stops playback, and sends nothing
    /// before wordsBegan(). Until this is taken back.
    void awaitWords(bool awaits);

    /// Begins a call. Opening the microphone and sending a text do the same.
    void startConversation();
    /// Closes the microphone and ends the call after the last sample of the answer under way. A
    /// second call of this ends it at once.
    void endConversation();

    /// The user's decision after lateNoteOffered().
    void sendLateNote();
    void discardLateNote();

    /// Sets the words that tell why the line is down. They go into the details of the outage's row.
    void setLossReason(const QString &reason);
    /// The line does not come back by itself: writes the row of the outage now.
    void giveUpLine();

Q_SIGNALS:
    void microphoneOpenChanged(bool open);
    void microphoneChanged(holdline::client::ConversationController::Microphone microphone);
    void captionChanged(holdline::client::ConversationController::Caption caption);
    void inputLevelChanged(float level);
    /// The user has typed or, after awaitWords(), says something; it is not sent yet.
    void wordsBegan();
    /// The server has refused something that the user did. `message` is its explanation.
    void refused(const QString &message);
    /// The server has a problem: `code` is a word such as "store_full", `message` its explanation.
    void serverTroubled(const QString &code, const QString &message);
    /// The server has understood a turn. `ended` is when the last word was said, or when the text
    /// was sent.
    void turnUnderstood(holdline::Instant ended, bool typed);
    /// The first words of an answer have come, even if no turn asked for it.
    void answerBegan();
    /// The first sample of an answer plays. `afterQuestion` is the time since the end of the user's
    /// turn.
    void answerStarted(holdline::Duration afterQuestion);

    void heldSpeechChanged(holdline::Duration held);
    void unplayedSpeechChanged();
    /// Playback ran out of speech in the middle of an answer.
    void playbackRanDry();
    /// The line is back, but the waiting speech is old. It goes out, with the waiting texts, only
    /// after sendLateNote() or discardLateNote(). `texts` are those of an earlier process.
    void lateNoteOffered(holdline::Duration speech, holdline::Duration age, int texts);
    /// The late note needs no decision any more.
    void lateNoteWithdrawn();

    /// Emitted once for each outage of a line that was in a session, but not when the user starts
    /// anew.
    void outageBegan();
    void outageEnded();

    void callStatusChanged(const holdline::client::CallStatus &status);
    /// A conversation was started while the line is down.
    void conversationRefused();

private:
    void onLeftFound(const DurableLine::Left &left);
    void onSessionStarted(const Line::Session &session);
    void beginPlainSession(const Line::Session &session, const std::optional<Seam> &cut);
    void beginDurableSession(const Line::Session &session, std::optional<Seam> cut);
    void onLost();
    void onHistory(const QList<protocol::HistoryMessage> &messages, bool first, bool last);
    void onReceived(const protocol::ServerMessage &message);
    void onSpeech(const protocol::AudioItem &item);
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

    void onTextStalled();
    void onNewConversation();
    void forgetEverything();
    void onPlaybackStarted();
    void onPlaybackFinished();
    void onOverrun();
    void onAnotherAnswer();
    void updateCaption();

    bool isDurable() const { return m_line.kind() == Line::Kind::Durable; }
    bool isReleased() const { return m_inSession && !m_capture.heldSpeech().isNoteOffered(); }
    bool isAnswerUnderWay();
    bool mayHaveLostWords() const;
    Seam outage();
    void decideLateNote(bool send);
    bool send(const protocol::ClientMessage &message);

    Line &m_line;
    audio::SoundCard &m_card;
    const Clock &m_clock;
    TranscriptModel m_transcript;
    AnswerPlayback m_playback;
    PlaybackReport m_report;
    TranscriptWriter m_writer;
    HistoryWriter m_history;
    SeamWriter m_seams;
    VoiceCapture m_capture;
    TextSender m_texts;
    CallController m_call;

    std::optional<int> m_turnPause; ///< `nullopt` until it is set
    Microphone m_microphone = Microphone::Closed;
    Caption m_caption = Caption::MicrophoneClosed;

    bool m_inSession = false; ///< between the start of a session and the loss of its line
    bool m_clearWhenLive = false;
    bool m_toldUnasked = false; ///< Plain: the latest message sent was the turn pause, unasked
    int m_newAwaited = 0; ///< new conversations that the server has not confirmed yet
    std::optional<Seam> m_rejoinedAfter; ///< the outage whose row follows the history
    protocol::Activity::State m_server = protocol::Activity::State::Idle;
};

} // namespace holdline::client
