// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voicepipeline.h"

#include "core/log.h"
#include "core/overloaded.h"
#include "server/sessionmemory.h"
#include "server/turnpause.h"

#include <QDateTime>

using namespace std::chrono_literals;

namespace holdline::server {

namespace {

// A client that plays at all has started by then.
constexpr Duration kPlaybackStart = 2s;
// Wall time can jump; a timer set for hours would not notice.
constexpr Duration kReminderCheck = 30s;

} // namespace

VoicePipeline::VoicePipeline(Session &session, SessionRegistry &registry,
                             const VoiceServices &services, Duration pause,
                             AnswerSpeech::HasRoom hasRoom, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_registry(registry)
    , m_services(services)
    , m_hasRoom(std::move(hasRoom))
    , m_listener(services.recognizers, pause)
{
    connect(&m_listener, &TurnListener::speechStarted, this, &VoicePipeline::interruptAnswer);
    connect(&m_listener, &TurnListener::stateChanged, this, &VoicePipeline::update);
    connect(&m_listener, &TurnListener::partial, this,
            [this](const QString &text) { send(protocol::PartialUserRequest{text}); });
    connect(&m_listener, &TurnListener::understood, this, &VoicePipeline::onWordsUnderstood);

    m_playbackCheck.setSingleShot(true);
    connect(&m_playbackCheck, &QTimer::timeout, this, &VoicePipeline::checkPlayback);
    m_nextReminder.setSingleShot(true);
    connect(&m_nextReminder, &QTimer::timeout, this, &VoicePipeline::update);
    m_nextReminder.start(0);
}

VoicePipeline::~VoicePipeline()
{
    m_listener.disconnect(this);
    if (!m_answer)
        return;
    if (!m_answer->isComplete())
        m_reminder.reset(); // not told yet: it stays due
    dropAnswer(m_answer->text());
}

void VoicePipeline::handle(const protocol::ClientMessage &message)
{
    std::visit(Overloaded{
                   [this](const protocol::TtsStart &) { onPlaybackStarted(); },
                   [this](const protocol::TtsStop &) { onPlaybackStopped(); },
                   [this](const protocol::ClearHistory &) { clearHistory(); },
                   [this](const protocol::SetSpeed &m) { m_listener.setPause(turnPause(m.speed)); },
                   [this](const protocol::TextMessage &m) { answerUser(m.text.trimmed()); },
               },
               message);
}

void VoicePipeline::hear(const protocol::AudioFrame &frame)
{
    m_listener.hear(audio::fromBytes(frame.pcm));
}

void VoicePipeline::proceed()
{
    if (m_answer)
        m_answer->proceed();
}

void VoicePipeline::answerUser(const QString &text)
{
    interruptAnswer();
    const speech::Prompt prompt{
        .text = text,
        .context = m_session.context.messages(),
        .memory = m_session.memory,
        .now = m_services.clock.wallTime(),
        .utcOffsetSeconds = QDateTime::currentDateTime().offsetFromUtc(),
    };
    send(protocol::FinalUserRequest{text});
    m_registry.append(m_session, speech::Role::User, text);
    startAnswer(m_services.responder.respond(prompt));
}

void VoicePipeline::startAnswer(std::unique_ptr<speech::Answer> source)
{
    m_answer =
        std::make_unique<SpokenAnswer>(std::move(source), m_services.synthesizers, m_hasRoom);
    connect(m_answer.get(), &SpokenAnswer::textGrew, this,
            [this](const QString &whole) { send(protocol::PartialAssistantAnswer{whole}); });
    connect(m_answer.get(), &SpokenAnswer::chunkReady, this, [this](const audio::Pcm &pcm) {
        update();
        send(protocol::TtsChunk{audio::toBytes(pcm)});
    });
    connect(m_answer.get(), &SpokenAnswer::memoryChanged, this,
            [this](const speech::MemoryChange &change) {
                if (change != speech::MemoryChange{})
                    m_registry.setMemory(m_session, changed(m_session.memory, change));
            });
    connect(m_answer.get(), &SpokenAnswer::completed, this, &VoicePipeline::completeAnswer);
    update();
}

void VoicePipeline::completeAnswer()
{
    send(protocol::FinalAssistantAnswer{m_answer->text()});
    m_playbackCheck.start(toPlay() + kPlaybackStart);
    update();
}

Duration VoicePipeline::toPlay() const
{
    const PlaybackEstimate &playback = m_answer->playback();
    return std::max(playback.length() - playback.played(m_services.clock.now()), Duration(0));
}

void VoicePipeline::checkPlayback()
{
    if (m_answer->playback().isPlaying() && toPlay() > Duration(0)) {
        m_playbackCheck.start(toPlay() + kPlaybackStart);
        return;
    }
    dropAnswer(m_answer->text());
    update();
}

bool VoicePipeline::isAnswerHeard() const
{
    return !m_answer->isComplete() || m_answer->playback().isPlaying()
        || (m_clientReportsPlayback && m_answer->hasSound());
}

void VoicePipeline::interruptAnswer()
{
    if (!m_answer)
        return;
    if (!isAnswerHeard()) {
        dropAnswer(m_answer->text());
        return;
    }
    const QString said = m_answer->playback().saidBy(m_services.clock.now());
    if (m_answer->hasBegun()) {
        send(protocol::FinalAssistantAnswer{said});
        send(protocol::StopTts{});
        send(protocol::TtsInterruption{});
    }
    dropAnswer(said);
}

void VoicePipeline::dropAnswer(const QString &heard)
{
    m_playbackCheck.stop();
    if (!heard.isEmpty())
        m_registry.append(m_session, speech::Role::Assistant, heard);
    if (const auto reminder = std::exchange(m_reminder, std::nullopt))
        m_registry.setMemory(m_session, without(m_session.memory, *reminder));
    m_answer.reset();
}

void VoicePipeline::onPlaybackStarted()
{
    m_clientReportsPlayback = true;
    if (!m_answer)
        return;
    m_answer->playback().start(m_services.clock.now());
    // The first sound of the answer crossed the first sound of the user.
    if (m_listener.state() == TurnListener::State::Hearing)
        interruptAnswer();
}

void VoicePipeline::onPlaybackStopped()
{
    if (!m_answer || !m_answer->playback().isPlaying())
        return;
    m_answer->playback().stop(m_services.clock.now());
    if (m_answer->isComplete()) {
        dropAnswer(m_answer->text());
        update();
    }
}

void VoicePipeline::onWordsUnderstood(const QString &text)
{
    if (text.isEmpty())
        send(protocol::PartialUserRequest{{}});
    else
        answerUser(text);
}

void VoicePipeline::clearHistory()
{
    if (m_listener.state() != TurnListener::State::Quiet) {
        m_listener.reset();
        send(protocol::PartialUserRequest{{}});
    }
    interruptAnswer();
    m_registry.clearHistory(m_session);
    update();
}

protocol::Activity::State VoicePipeline::activity() const
{
    using Activity = protocol::Activity::State;
    switch (m_listener.state()) {
    case TurnListener::State::Hearing:
        return Activity::Listening;
    case TurnListener::State::Waiting:
        return Activity::Waiting;
    case TurnListener::State::Recognizing:
        return Activity::Thinking;
    case TurnListener::State::Quiet:
        break;
    }
    if (!m_answer)
        return Activity::Idle;
    if (m_answer->hasSound())
        return Activity::Speaking;
    return m_answer->isComplete() ? Activity::Idle : Activity::Thinking;
}

void VoicePipeline::update()
{
    const auto now = activity();
    if (std::exchange(m_lastActivity, now) != now)
        send(protocol::Activity{now});
    if (now == protocol::Activity::State::Idle)
        speakDueReminder();
}

void VoicePipeline::speakDueReminder()
{
    const auto reminder = nextReminder(m_session.memory);
    if (!reminder || m_answer)
        return;
    const Duration wait = reminder->due - m_services.clock.wallTime();
    if (wait > Duration(0)) {
        m_nextReminder.start(std::min(wait, kReminderCheck));
        return;
    }
    m_reminder = reminder;
    startAnswer(SpokenAnswer::of(reminder->text));
}

} // namespace holdline::server
