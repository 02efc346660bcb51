// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/conversation/callcontroller.h"
#include "client/conversation/caption.h"
#include "client/conversation/durableexchange.h"
#include "client/conversation/historywriter.h"
#include "client/conversation/messagereader.h"
#include "client/conversation/plainexchange.h"
#include "client/conversation/seamwriter.h"
#include "client/conversation/transcriptmodel.h"
#include "client/conversation/transcriptwriter.h"
#include "client/voice/answerplayback.h"
#include "client/voice/listeningmode.h"
#include "client/voice/voicecapture.h"
#include "core/clock.h"
#include "protocol/messages.h"

#include <QObject>

#include <optional>

namespace holdline::client {

/// The conversation over a Line, as the window sees it: carries out what the user does, and tells
/// what happens. Its parts do the work: VoiceCapture, AnswerPlayback, MessageReader, and an
/// Exchange for what depends on the dialect. One class despite its size: it is the face of all of
/// them. Owned by the application; GUI thread.
class ConversationController : public QObject
{
    Q_OBJECT

public:
    using Microphone = client::Microphone;
    using Caption = client::Caption;

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
    /// Begins with an empty conversation: in the same session if the server can do that, otherwise
    /// in a new session.
    void startNewConversation();

    /// Like startNewConversation() or, with `memory`, clearHistory(), but what was said before can
    /// be taken back.
    void setAside(bool memory);
    /// Takes back what was set aside: it comes before what was said since, and is one conversation
    /// with it. Does nothing if there is nothing.
    void takeBack();
    /// Deletes what was set aside, here and at the server.
    void forgetAside();

    /// After the end of a call: begins the next one with an empty conversation.
    void startAgain();

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
    /// What was set aside cannot be taken back any more.
    void asideLost();
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
    void watchLine();
    void watchReader();
    void watchVoice();
    void watchPlayback();
    void chooseExchange();
    void onSessionStarted(const Line::Session &session);
    void onLost();
    void onReceived(const protocol::ServerMessage &message);
    void onSpeech(const protocol::AudioItem &item);

    void forgetEverything();
    void onPlaybackStarted();
    void onPlaybackFinished();
    void onAnotherAnswer();
    void updateCaption();

    bool isAnswerUnderWay();
    bool mayHaveLostWords() const;

    Line &m_line;
    audio::SoundCard &m_card;
    const Clock &m_clock;
    TranscriptModel m_transcript;
    AnswerPlayback m_playback;
    TranscriptWriter m_writer;
    HistoryWriter m_history;
    SeamWriter m_seams;
    PlainUplink m_plainUplink;
    DurableUplink m_durableUplink;
    VoiceCapture m_capture;
    PlainExchange m_plain;
    DurableExchange m_durable;
    Exchange *m_exchange = &m_plain; ///< chosen by the dialect of the line
    CallController m_call;
    MessageReader m_reader;

    std::optional<int> m_turnPause; ///< `nullopt` until it is set
    Microphone m_microphone = Microphone::Closed;
    Caption m_caption = Caption::MicrophoneClosed;

    bool m_clearWhenLive = false;
};

} // namespace holdline::client
