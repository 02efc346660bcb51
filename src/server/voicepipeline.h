// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/audioframe.h"
#include "protocol/messages.h"
#include "server/sessionregistry.h"
#include "server/spokenanswer.h"
#include "server/turnlistener.h"
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
};

/// The conversation of one attached session: from the microphone and the keyboard of its client to
/// words, from words to an answer, from the answer to speech. Knows messages and no socket. Freed
/// when the client goes; what it had answered by then is kept. Main thread.
class VoicePipeline : public QObject
{
    Q_OBJECT

public:
    /// `pause` of silence ends a turn until the client says otherwise. `hasRoom` tells whether the
    /// client keeps up with the audio sent. A reminder that is overdue is spoken soon.
    VoicePipeline(Session &session, SessionRegistry &registry, const VoiceServices &services,
                  Duration pause, AnswerSpeech::HasRoom hasRoom, QObject *parent = nullptr);
    ~VoicePipeline() override;

    void handle(const protocol::ClientMessage &message);
    void hear(const protocol::AudioFrame &frame);
    /// The client has caught up a little.
    void proceed();

Q_SIGNALS:
    void messageReady(const holdline::protocol::ServerMessage &message);

private:
    void send(const protocol::ServerMessage &message) { Q_EMIT messageReady(message); }

    void answerUser(const QString &text);
    void startAnswer(std::unique_ptr<speech::Answer> source);
    void completeAnswer();
    bool isAnswerHeard() const;
    Duration toPlay() const;
    void interruptAnswer();
    void checkPlayback();
    void dropAnswer(const QString &heard);

    void onPlaybackStarted();
    void onPlaybackStopped();
    void onWordsUnderstood(const QString &text);
    void clearHistory();

    void update();
    protocol::Activity::State activity() const;
    void speakDueReminder();

    Session &m_session;
    SessionRegistry &m_registry;
    VoiceServices m_services;
    AnswerSpeech::HasRoom m_hasRoom;
    TurnListener m_listener;
    /// From the question until the client has heard all of it; then it goes into the history.
    std::unique_ptr<SpokenAnswer> m_answer;
    std::optional<speech::Reminder> m_reminder; ///< what m_answer is about, when nobody asked
    QTimer m_playbackCheck; ///< runs once the answer is complete
    QTimer m_nextReminder;
    bool m_clientReportsPlayback = false;
    protocol::Activity::State m_lastActivity = protocol::Activity::State::Idle;
};

} // namespace holdline::server
