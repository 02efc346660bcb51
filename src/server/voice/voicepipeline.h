// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"
#include "server/session/sessionregistry.h"
#include "server/voice/observedoutlet.h"
#include "server/voice/spokenanswer.h"
#include "server/voice/turnlistener.h"
#include "speech/recognizerpool.h"
#include "speech/responder.h"
#include "speech/synthesizerpool.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace holdline::server {

/// What all pipelines share. Everything outlives them.
struct VoiceServices
{
    speech::RecognizerPool &recognizers;
    speech::SynthesizerPool &synthesizers; ///< at 48 kHz
    speech::Responder &responder;
    const Clock &clock;
    TranscriptFeed *feed = nullptr; ///< where observers follow what is said; may be none
};

/// The conversation of one session: from the microphone and the keyboard of its client to words,
/// from words to an answer, from the answer to speech. Decides, and leaves it to its outlet what
/// becomes of it: knows neither socket nor store. Main thread.
class VoicePipeline : public QObject
{
    Q_OBJECT

public:
    /// How it is known what the user has heard.
    enum class Playback {
        Plain, ///< estimated from TtsStart and TtsStop
        Durable, ///< reported to the sample, by setPlayed()
    };
    struct Options
    {
        Duration pause; ///< of silence that ends a turn, until the client says otherwise
        Playback playback = Playback::Plain;
        int microphoneRate = 48000; ///< Hz
    };

    /// All references outlive this. A reminder that is overdue is spoken soon.
    VoicePipeline(const Session &session, const VoiceServices &services, const Options &options,
                  Outlet &outlet, QObject *parent = nullptr);
    /// Gives up what is under way without a word.
    ~VoicePipeline() override;

    /// Interrupt and setPlayed() mean the newest answer: the caller has compared its utterance.
    /// The end of a call gives up what is under way.
    void handle(const protocol::ClientMessage &message);
    /// The next samples of the microphone. `mark` numbers the item they came in, for neededFrom();
    /// none is 0. `late`: spoken while the line was down, so the turn stays open.
    void hear(audio::PcmView pcm, quint64 mark = 0, bool late = false);
    /// The oldest mark that must be heard again after a restart, with all that follow; it may still
    /// be to come. 0 before the first mark.
    quint64 neededFrom() const { return m_listener.neededFrom(); }
    /// The client has caught up a little.
    void proceed();

    /// After a restart, goes on with an answer for which the outlet has been asked to begin before:
    /// its sentences are not made again, and when its text is not complete the responder continues
    /// it. Of an ended one nothing is made, but the user may still interrupt it.
    void continueAnswer(const StoredAnswer &answer, const std::vector<StoredSentence> &sentences);
    /// Enters what the user has typed, and leaves the answer to answerNewest(): nothing that can
    /// fail happens before the turn is durable.
    void enterTyped(const QString &text, const QString &id);
    /// Answers the newest message of the history, which has no answer.
    void answerNewest(const QString &text);

    /// Durable: the first sample of the newest answer that has not been heard; `read`: the client
    /// has no loudspeaker for it.
    void setPlayed(quint64 samples, bool read = false);
    /// Durable: whether a client is on the line, as it is at first. While none is, audio that
    /// stays away in the middle of a turn does not end it; while one is, 5 s without any do.
    void setListenerAttached(bool attached);

    /// A turn or an answer is in the making.
    bool isBusy() const;
    protocol::Activity::State activity() const;
    /// Audio that was heard and not understood yet.
    qint64 heldBytes() const { return m_listener.heldBytes(); }
    /// The client will not come back to this pipeline: what was answered counts as it is.
    void hangUp();

private:
    bool isDurable() const { return m_options.playback == Playback::Durable; }

    void onWordsUnderstood(const QString &text);
    void giveUp();
    void clearHistory(Outlet::Memories memories);

    std::unique_ptr<speech::Answer> respond(const QString &text, const QString &prefix = {});
    void startAnswer(std::unique_ptr<speech::Answer> source,
                     const SpokenAnswer::Beginning &beginning = {});
    void endText(const speech::MemoryChange &change);
    void forgetReminder();
    void completeAnswer();

    Duration toPlay() const;
    bool isAnswerHeard() const;
    void checkPlayback();
    void onPlaybackStarted();
    void onPlaybackStopped();
    void interruptAt(quint64 position);
    void interruptAnswer();
    void dropAnswer();

    void update();
    void speakDueReminder();

    const Session &m_session;
    VoiceServices m_services;
    Options m_options;
    ObservedOutlet m_outlet;
    TurnListener m_listener;
    /// From the question until the client has heard all of it.
    std::unique_ptr<SpokenAnswer> m_answer;
    std::optional<speech::Reminder> m_reminder; ///< what m_answer is about, when nobody asked
    QTimer m_playbackCheck; ///< Estimated: runs once the answer is complete
    QTimer m_nextReminder;
    bool m_clientReportsPlayback = false;
    protocol::Activity::State m_lastActivity = protocol::Activity::State::Idle;
};

} // namespace holdline::server
