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

/// The conversation on the line: microphone to server, answers to the loudspeaker, both to the
/// transcript. GUI thread.
class ConversationController : public QObject
{
    Q_OBJECT

public:
    /// What becomes of what is said into the microphone now.
    enum class Microphone {
        Closed,
        Opening, ///< it will be open as soon as the device delivers
        Live, ///< it is sent
        Gated, ///< nothing, while an answer plays (loudspeaker mode)
        Holding, ///< it waits for the line
        Unheard, ///< it is neither sent nor kept
        Broken, ///< no device, or one that does not work
    };

    /// What the level display says below it.
    enum class Caption {
        MicrophoneClosed,
        MicrophoneOpening,
        Listening, ///< open, nobody speaking
        Hearing, ///< the server hears speech
        Waiting, ///< every recogniser is taken
        Thinking,
        Speaking, ///< an answer plays, and talking does not stop it
        Interruptible, ///< an answer plays, and talking stops it
        GatedBySpeech, ///< an answer plays and the microphone waits (loudspeaker mode)
        LineDown, ///< open, but what is said now is not sent
        HoldingSpeech, ///< open, and what is said now waits for the line
        HoldLimitReached, ///< open, but no more can wait: what is said now is not kept
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
    /// 0 … 1 for a display, of the latest 20 ms; 0 while closed.
    float inputLevel() const { return m_capture.level(); }

    /// The microphone is open and what it hears waits, or would if there were room.
    bool isHoldingSpeech() const;
    /// Speech that waits for the line, and how much can.
    Duration heldSpeech() const;
    Duration heldSpeechLimit() const;
    /// Speech that the server has not acknowledged, unless it is no more than what is always under
    /// way while somebody talks.
    Duration unsentSpeech() const;
    /// Speech of answers that is here and waits for its turn.
    Duration unplayedSpeech() const { return m_playback.unplayed(); }

    const CallStatus &callStatus() const { return m_call.status(); }

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
    /// Empties everything: on the same line where the server can, else with a new session.
    void startNewConversation();

    /// The same, with another session at the server: the one so far is forgotten there, too. The
    /// microphone is closed.
    void endAndForget();

    /// Opening the microphone and sending a text do the same.
    void startConversation();
    /// Closes the microphone and ends the call after the last sample of the answer under way; a
    /// second time at once.
    void endConversation();

    /// After lateNoteOffered().
    void sendLateNote();
    void discardLateNote();

    /// Why the line is down, in words, for the details of its row in the transcript.
    void setLossReason(const QString &reason);
    /// The line does not come back by itself: its row is written now.
    void giveUpLine();

Q_SIGNALS:
    void microphoneOpenChanged(bool open);
    void microphoneChanged(holdline::client::ConversationController::Microphone microphone);
    void captionChanged(holdline::client::ConversationController::Caption caption);
    void inputLevelChanged(float level);
    /// The server refused something the user did; `message` is its explanation.
    void refused(const QString &message);
    /// The server cannot do all that it should; `code` is a word such as "store_full", `message`
    /// its explanation.
    void serverTroubled(const QString &code, const QString &message);
    /// The server has understood a turn that was said, or typed and sent, until `ended`.
    void turnUnderstood(holdline::Instant ended, bool typed);
    /// The first words of an answer, asked for or not.
    void answerBegan();
    /// The end of the user's turn to the first sample of the answer.
    void answerStarted(holdline::Duration afterQuestion);

    void heldSpeechChanged(holdline::Duration held);
    void unplayedSpeechChanged();
    /// There was nothing to play in the middle of an answer.
    void playbackRanDry();
    /// The line is back, but what waits was said long ago: it goes out, and with it the texts that
    /// wait, after sendLateNote() or discardLateNote().
    /// `texts` of an earlier process.
    void lateNoteOffered(holdline::Duration speech, holdline::Duration age, int texts);
    /// There is nothing to decide any more.
    void lateNoteWithdrawn();

    /// Once for each outage of a line that was in a session; not when the user starts anew.
    void outageBegan();
    void outageEnded();

    void callStatusChanged(const holdline::client::CallStatus &status);
    /// A conversation was started while the line is down.
    void conversationRefused();

private:
    void onLeftFound(const Line::Left &left);
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
    void on(const protocol::SessionAssigned &) { } // told by Line::sessionStarted
    void on(const protocol::SessionRestored &) { }
    void on(const protocol::TtsBegin &message);
    void on(const protocol::TtsEnd &message);
    void on(const protocol::CallStatusChanged &message);
    void on(const protocol::ServerError &message);

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

    std::optional<int> m_turnPause; ///< as far as it was set
    Microphone m_microphone = Microphone::Closed;
    Caption m_caption = Caption::MicrophoneClosed;

    bool m_inSession = false; ///< between the start of a session and the loss of its line
    bool m_clearWhenLive = false;
    bool m_toldUnasked = false; ///< plain: the turn pause, and nothing since then
    int m_newAwaited = 0; ///< new conversations that the server has not confirmed
    std::optional<Seam> m_rejoinedAfter; ///< its row follows the history
    protocol::Activity::State m_server = protocol::Activity::State::Idle;
};

} // namespace holdline::client
