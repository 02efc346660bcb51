// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"
#include "server/session/sessionregistry.h"
#include "server/voice/currentanswer.h"
#include "server/voice/languagenotices.h"
#include "server/voice/observedoutlet.h"
#include "server/voice/outagenotices.h"
#include "server/voice/turnlistener.h"
#include "speech/responder.h"
#include "speech/transcriber.h"
#include "speech/voice.h"
#include "speech/voicecatalog.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace holdline::server {

/// Services that all pipelines share. They must outlive the pipelines.
struct VoiceServices
{
    speech::Transcriber &transcriber;
    speech::Voice &voice; ///< at 48 kHz
    speech::Responder &responder;
    const Clock &clock;
    TranscriptFeed *feed = nullptr; ///< null if there are no observers
    const speech::VoiceCatalog *voices = nullptr; ///< null if there are none to choose
    std::vector<const speech::Service *> services{}; ///< whose outages clients are told
};

/// The conversation of one session: turns the client's microphone and keyboard into words, words
/// into an answer, and the answer into speech. Only decides; the outlet carries out the decisions.
/// Knows neither sockets nor the store. Owned by PlainCall or DurableSession; main thread.
class VoicePipeline : public QObject
{
    Q_OBJECT

public:
    using Playback = CurrentAnswer::Playback;
    struct Options
    {
        Duration pause; ///< the silence that ends a turn, until the client changes it
        Playback playback = Playback::Plain;
        int microphoneRate = 48000; ///< Hz
        bool inCall = true; ///< a plain client is always in a call
    };

    /// All references must outlive this object. A reminder that is overdue is spoken soon.
    VoicePipeline(const Session &session, const VoiceServices &services, const Options &options,
                  Outlet &outlet, QObject *parent = nullptr);
    /// Gives up the work under way, and tells the outlet nothing.
    ~VoicePipeline() override;

    /// Interrupt refers to the newest answer: the caller has compared its utterance. The end of a
    /// call gives up the work under way. The caller answers questions about voices itself.
    void handle(const protocol::ClientMessage &message);
    /// The next samples of the microphone. `mark` is the number of their item, for neededFrom(); 0
    /// if they have none. If `late`, they were spoken while the line was down, so the turn stays
    /// open.
    void hear(audio::PcmView pcm, quint64 mark = 0, bool late = false);
    /// The oldest mark that must be heard again after a restart, with all later ones; it may be the
    /// next one to come. 0 before the first mark.
    quint64 neededFrom() const { return m_listener.neededFrom(); }
    /// Call it when the client may have caught up: more speech may be made.
    void proceed() { m_answer.proceed(); }

    /// After a restart, continues an answer that the outlet has restored. Its stored sentences are
    /// not made again; if its text is not complete, the responder continues it. If the answer has
    /// ended, nothing more is made of it, but the user can still interrupt it.
    void continueAnswer(const StoredAnswer &answer, const std::vector<StoredSentence> &sentences);
    /// Enters a typed text. The caller calls answerNewest() when the turn is durable: work that can
    /// fail begins only then.
    void enterTyped(const QString &text, const QString &id);
    /// Answers `text`, the newest message of the history.
    void answerNewest(const QString &text);

    /// Durable: the client has played the newest answer up to this sample. If `read`, it has no
    /// loudspeaker.
    void setPlayed(quint64 samples, bool read = false);
    /// Durable: tells whether a client is connected; initially one is. While none is, a turn does
    /// not end when audio stops. While one is, it ends after 5 s without audio.
    void setListenerAttached(bool attached);
    /// Durable: a client has joined that knows only the history.
    void setListenerJoined();
    /// Durable: the client that was on the line before is back. After a long time it may ask its
    /// user what becomes of the turn that the outage has interrupted.
    void setListenerResumed();

    /// True while a turn or an answer is being made.
    bool isBusy() const;
    protocol::Activity::State activity() const;
    /// Memory of audio whose words are not known, in bytes.
    qint64 heldBytes() const { return m_listener.heldBytes(); }
    /// The client will not come back to this pipeline. The text of an unfinished answer enters the
    /// history.
    void hangUp();

private:
    void onWordsUnderstood(const QString &text);
    void discardTurn();
    void giveUp();
    void clearHistory(Outlet::Memories memories);
    void configure(const protocol::Configuration &configuration);
    void onPlaybackStarted();

    std::unique_ptr<speech::Answer> respond(const QString &text, const QString &prefix = {});
    void update();
    void tellNotices();
    bool isGreetingDue() const;
    void greet();
    void speakUnasked();

    const Session &m_session;
    VoiceServices m_services;
    ObservedOutlet m_outlet;
    OutageNotices m_outages;
    LanguageNotices m_languages;
    TurnListener m_listener;
    CurrentAnswer m_answer;
    bool m_inCall;
    QTimer m_nextReminder;
    QTimer m_greeting; ///< runs while a greeting is due
    protocol::Activity::State m_lastActivity = protocol::Activity::State::Idle;
};

} // namespace holdline::server
