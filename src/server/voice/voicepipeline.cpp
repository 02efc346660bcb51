// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/voicepipeline.h"

#include "core/log.h"
#include "core/overloaded.h"
#include "server/session/sessionmemory.h"
#include "server/voice/turnpause.h"

#include <QDateTime>

using namespace std::chrono_literals;

namespace holdline::server {

namespace {

// A client that plays answers at all has started by then.
constexpr Duration kPlaybackStart = 2s;
// Wall time can jump; a timer for several hours would not notice that.
constexpr Duration kReminderCheck = 30s;

} // namespace

VoicePipeline::VoicePipeline(const Session &session, const VoiceServices &services,
                             const Options &options, Outlet &outlet, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_services(services)
    , m_options(options)
    , m_outlet(outlet, session.id, services.clock, services.feed)
    , m_listener(services.recognizers, services.clock, options.pause, options.microphoneRate)
{
    connect(&m_listener, &TurnListener::speechStarted, this, [this] { interruptAnswer(); });
    connect(&m_listener, &TurnListener::stateChanged, this, &VoicePipeline::update);
    connect(&m_listener, &TurnListener::partial, this,
            [this](const QString &text) { m_outlet.sendPartialTurn(text); });
    connect(&m_listener, &TurnListener::understood, this, &VoicePipeline::onWordsUnderstood);
    if (isDurable())
        setListenerAttached(true);

    m_playbackCheck.setSingleShot(true);
    connect(&m_playbackCheck, &QTimer::timeout, this, &VoicePipeline::checkPlayback);
    m_nextReminder.setSingleShot(true);
    connect(&m_nextReminder, &QTimer::timeout, this, &VoicePipeline::update);
    m_nextReminder.start(0);
}

VoicePipeline::~VoicePipeline()
{
    m_listener.disconnect(this);
}

void VoicePipeline::hangUp()
{
    m_listener.disconnect(this);
    m_nextReminder.stop();
    // A reminder that was not told yet stays due.
    if (m_answer && !m_answer->isComplete())
        m_outlet.completeAnswer(m_answer->text());
    dropAnswer();
}

// ---- messages of the client

void VoicePipeline::handle(const protocol::ClientMessage &message)
{
    std::visit(
        Overloaded{
            [this](const protocol::TtsStart &) { onPlaybackStarted(); },
            [this](const protocol::TtsStop &) { onPlaybackStopped(); },
            [this](const protocol::ClearHistory &) { clearHistory(Outlet::Memories::Forget); },
            [this](const protocol::NewConversation &) { clearHistory(Outlet::Memories::Keep); },
            [this](const protocol::SetSpeed &m) { m_listener.setPause(turnPause(m.speed)); },
            [this](const protocol::TextMessage &m) {
                enterTyped(m.text.trimmed(), m.id);
                answerNewest(m.text.trimmed());
            },
            [this](const protocol::Interrupt &m) { interruptAt(m.position); },
            [this](const protocol::DiscardTurn &) { discardTurn(); },
            [this](const protocol::CallRequest &m) {
                if (!m.start)
                    giveUp();
                update();
            },
        },
        message);
}

void VoicePipeline::hear(audio::PcmView pcm, quint64 mark, bool late)
{
    m_listener.hear(pcm, mark, late);
}

void VoicePipeline::setListenerAttached(bool attached)
{
    m_listener.setGap(attached ? TurnListener::Gap::Stall : TurnListener::Gap::Outage);
}

void VoicePipeline::setListenerResumed()
{
    m_listener.setGap(TurnListener::Gap::Decision);
}

void VoicePipeline::onWordsUnderstood(const QString &text)
{
    if (text.isEmpty()) {
        m_outlet.enterSpokenTurn({});
        return;
    }
    interruptAnswer();
    m_outlet.enterSpokenTurn(text);
    answerNewest(text);
}

void VoicePipeline::enterTyped(const QString &text, const QString &id)
{
    interruptAnswer();
    m_outlet.enterTypedTurn(text, id);
}

void VoicePipeline::discardTurn()
{
    if (m_listener.state() == TurnListener::State::Quiet)
        return;
    m_listener.reset();
    m_outlet.enterSpokenTurn({});
    update();
}

void VoicePipeline::giveUp()
{
    discardTurn();
    interruptAnswer();
}

void VoicePipeline::clearHistory(Outlet::Memories memories)
{
    discardTurn();
    interruptAnswer(Unheard::Drop); // it must not be sent again in what is to be forgotten
    m_outlet.clearHistory(memories);
    update();
}

// ---- making an answer

void VoicePipeline::answerNewest(const QString &text)
{
    interruptAnswer();
    m_outlet.beginAnswer();
    startAnswer(respond(text));
}

void VoicePipeline::continueAnswer(const StoredAnswer &answer,
                                   const std::vector<StoredSentence> &sentences)
{
    SpokenAnswer::Beginning beginning{.text = answer.text};
    for (const StoredSentence &sentence : sentences) {
        beginning.sentences.push_back({sentence.text, sentence.samples});
    }
    std::unique_ptr<speech::Answer> source;
    const auto context = m_session.context.newest(1);
    const bool hasQuestion = !context.isEmpty() && context.first().role == speech::Role::User;
    if (!answer.ended && !answer.textComplete && hasQuestion)
        source = respond(context.first().text, answer.text);
    else if (!answer.ended)
        source = SpokenAnswer::of({});
    startAnswer(std::move(source), beginning);
}

/// Asks the responder for an answer to `text`, the newest message.
std::unique_ptr<speech::Answer> VoicePipeline::respond(const QString &text, const QString &prefix)
{
    QList<speech::Message> context = m_session.context.messages();
    if (!context.isEmpty() && context.last().text == text)
        context.removeLast();
    return m_services.responder.respond({
        .text = text,
        .context = context,
        .memory = m_session.memory,
        .now = m_services.clock.wallTime(),
        .utcOffsetSeconds = QDateTime::currentDateTime().offsetFromUtc(),
        .prefix = prefix,
    });
}

void VoicePipeline::startAnswer(std::unique_ptr<speech::Answer> source,
                                const SpokenAnswer::Beginning &beginning)
{
    m_answer = std::make_unique<SpokenAnswer>(
        std::move(source), m_services.synthesizers, [this] { return m_outlet.hasRoom(); },
        beginning);
    connect(m_answer.get(), &SpokenAnswer::textGrew, this, [this](const QString &whole) {
        m_outlet.sendPartialAnswer(whole);
        m_outlet.writeAnswer(whole, false, m_session.memory);
    });
    connect(m_answer.get(), &SpokenAnswer::textEnded, this, &VoicePipeline::endText);
    connect(m_answer.get(), &SpokenAnswer::chunkReady, this, [this](const audio::Pcm &pcm) {
        update();
        m_outlet.addSpeech(pcm);
    });
    connect(m_answer.get(), &SpokenAnswer::sentenceSpoken, this, [this](const Sentence &sentence) {
        m_outlet.endSentence(sentence.text, sentence.character);
    });
    connect(m_answer.get(), &SpokenAnswer::completed, this, &VoicePipeline::completeAnswer);
    update();
}

void VoicePipeline::endText(const speech::MemoryChange &change)
{
    speech::Memory memory = changed(m_session.memory, change);
    // A Durable client will hear the reminder in spite of cuts and restarts. A plain client may be
    // gone before it does, so its reminder stays until the answer is complete.
    if (m_reminder && isDurable())
        memory = without(std::move(memory), *std::exchange(m_reminder, std::nullopt));
    m_outlet.writeAnswer(m_answer->text(), true, memory);
}

/// Removes the current reminder from memory, because it was told.
void VoicePipeline::forgetReminder()
{
    if (const auto reminder = std::exchange(m_reminder, std::nullopt))
        m_outlet.writeAnswer(m_answer->text(), true, without(m_session.memory, *reminder));
}

void VoicePipeline::completeAnswer()
{
    forgetReminder();
    m_outlet.completeAnswer(m_answer->text());
    m_playbackCheck.start(isDurable() ? Duration(0) : toPlay() + kPlaybackStart);
    update();
}

void VoicePipeline::proceed()
{
    if (m_answer)
        m_answer->proceed();
}

// ---- playback of an answer

Duration VoicePipeline::toPlay() const
{
    return m_answer->playback().toPlay(m_services.clock.now());
}

bool VoicePipeline::isAnswerHeard() const
{
    if (!m_answer->isComplete())
        return true;
    if (isDurable())
        return toPlay() > Duration(0);
    return m_answer->playback().isPlaying() || (m_clientReportsPlayback && m_answer->hasSound());
}

void VoicePipeline::checkPlayback()
{
    if (isDurable() && toPlay() > Duration(0))
        return; // setPlayed() follows
    if (m_answer->playback().isPlaying() && toPlay() > Duration(0)) {
        m_playbackCheck.start(toPlay() + kPlaybackStart);
        return;
    }
    dropAnswer();
    update();
}

void VoicePipeline::setPlayed(quint64 samples, bool read)
{
    if (!m_answer)
        return;
    m_answer->setRead(read);
    m_answer->playback().setPlayed(samples);
    m_answer->proceed();
    if (samples > 0 && m_listener.isOpen())
        interruptAnswer();
    else if (m_answer->isComplete() && toPlay() == Duration(0))
        dropAnswer();
    update();
}

void VoicePipeline::onPlaybackStarted()
{
    m_clientReportsPlayback = true;
    if (!m_answer)
        return;
    m_answer->playback().start(m_services.clock.now());
    // The user began to talk before the first sound of the answer reached them.
    if (m_listener.isOpen())
        interruptAnswer();
}

void VoicePipeline::onPlaybackStopped()
{
    if (!m_answer || !m_answer->playback().isPlaying())
        return;
    m_answer->playback().stop(m_services.clock.now());
    if (m_answer->isComplete()) {
        dropAnswer();
        update();
    }
}

void VoicePipeline::interruptAt(quint64 position)
{
    if (!m_answer)
        return;
    m_answer->playback().setPlayed(position);
    interruptAnswer();
    update();
}

void VoicePipeline::interruptAnswer(Unheard unheard)
{
    if (m_answer && isAnswerHeard()) {
        if (m_answer->hasBegun())
            forgetReminder();
        const int heard = m_answer->heardBy(m_services.clock.now());
        const QString text = m_answer->text();
        m_outlet.interruptAnswer(unheard == Unheard::Keep ? text : text.left(heard), heard,
                                 m_answer->hasBegun());
    }
    dropAnswer();
}

void VoicePipeline::dropAnswer()
{
    m_playbackCheck.stop();
    m_reminder.reset();
    m_answer.reset();
}

// ---- state

bool VoicePipeline::isBusy() const
{
    return m_listener.state() != TurnListener::State::Quiet
        || (m_answer && !m_answer->isComplete());
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
        m_outlet.sendActivity(now);
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
    m_outlet.beginAnswer();
    startAnswer(SpokenAnswer::of(reminder->text));
}

} // namespace holdline::server
