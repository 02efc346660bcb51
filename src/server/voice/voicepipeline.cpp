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

// Wall time can jump; a timer for several hours would not notice that.
constexpr Duration kReminderCheck = 30s;

/// A client that begins calls on and on gets no greeting, and costs none.
constexpr Duration kBeforeGreeting{100};

QString lastWords(const ContextWindow &context)
{
    constexpr std::size_t kMessages = 2;
    QStringList texts;
    for (const speech::Message &message : context.newest(kMessages))
        texts.append(message.text);
    return texts.join(u' ');
}

} // namespace

VoicePipeline::VoicePipeline(const Session &session, const VoiceServices &services,
                             const Options &options, Outlet &outlet, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_services(services)
    , m_outlet(outlet, session.id, services.clock, services.feed)
    , m_outages(services.services, m_outlet)
    , m_languages(services.transcriber, services.voice, m_outlet)
    , m_listener(services.transcriber, services.clock, options.pause, options.microphoneRate)
    , m_answer(session, services.voice, services.clock, options.playback, m_outlet)
    , m_inCall(options.inCall)
{
    m_listener.setFindClues([this]() -> speech::Clues {
        return {lastWords(m_session.context), m_session.configuration.language};
    });
    connect(&m_listener, &TurnListener::speechStarted, this, [this] { m_answer.interrupt(); });
    connect(&m_listener, &TurnListener::stateChanged, this, &VoicePipeline::update);
    connect(&m_listener, &TurnListener::partial, this,
            [this](const QString &text) { m_outlet.sendPartialTurn(text); });
    connect(&m_listener, &TurnListener::understood, this, &VoicePipeline::onWordsUnderstood);
    connect(&m_answer, &CurrentAnswer::changed, this, &VoicePipeline::update);
    for (const speech::Service *service : services.services)
        connect(service, &speech::Service::stageChanged, this, &VoicePipeline::tellNotices);
    if (options.playback == Playback::Durable)
        setListenerAttached(true);

    m_nextReminder.setSingleShot(true);
    connect(&m_nextReminder, &QTimer::timeout, this, &VoicePipeline::update);
    m_nextReminder.start(0);
    m_greeting.setSingleShot(true);
    connect(&m_greeting, &QTimer::timeout, this, &VoicePipeline::greet);
}

VoicePipeline::~VoicePipeline()
{
    m_listener.disconnect(this);
}

void VoicePipeline::hangUp()
{
    m_listener.disconnect(this);
    m_nextReminder.stop();
    m_greeting.stop();
    m_answer.hangUp();
}

// ---- messages of the client

void VoicePipeline::handle(const protocol::ClientMessage &message)
{
    std::visit(
        Overloaded{
            [this](const protocol::TtsStart &) { onPlaybackStarted(); },
            [this](const protocol::TtsStop &) { m_answer.onPlaybackStopped(); },
            [this](const protocol::ClearHistory &) { clearHistory(Outlet::Memories::Forget); },
            [this](const protocol::NewConversation &) {
                m_inCall = false;
                clearHistory(Outlet::Memories::Keep);
            },
            [this](const protocol::SetAside &m) {
                m_inCall = false;
                giveUp();
                m_outlet.setAside(m.memory ? Outlet::Memories::Forget : Outlet::Memories::Keep);
                update();
            },
            [this](const protocol::TakeBack &) {
                m_outlet.takeBack();
                update();
            },
            [this](const protocol::ForgetAside &) { m_outlet.forgetAside(); },
            [this](const protocol::SetSpeed &m) { m_listener.setPause(turnPause(m.speed)); },
            [this](const protocol::TextMessage &m) {
                enterTyped(m.text.trimmed(), m.id);
                answerNewest(m.text.trimmed());
            },
            [this](const protocol::Interrupt &m) {
                m_answer.interruptAt(m.position);
                update();
            },
            [this](const protocol::DiscardTurn &) { discardTurn(); },
            [this](const protocol::CallRequest &m) {
                m_inCall = m.start;
                if (m.start)
                    m_services.transcriber.load();
                else
                    giveUp();
                update();
            },
            [this](const protocol::Configure &m) { configure(m.configuration); },
            [](const protocol::ListVoices &) {},
            [](const protocol::SampleVoice &) {},
        },
        message);
}

void VoicePipeline::hear(audio::PcmView pcm, quint64 mark, bool late)
{
    m_services.transcriber.load(); // the user may begin to talk soon
    m_listener.hear(pcm, mark, late);
}

void VoicePipeline::setListenerAttached(bool attached)
{
    m_listener.setGap(attached ? TurnListener::Gap::Stall : TurnListener::Gap::Outage);
}

void VoicePipeline::setListenerJoined()
{
    setListenerAttached(true);
    m_outages.tellAnew();
    m_languages.forget();
    tellNotices();
}

void VoicePipeline::setListenerResumed()
{
    m_listener.setGap(TurnListener::Gap::Decision);
}

void VoicePipeline::onWordsUnderstood(const QString &text)
{
    if (text.isEmpty()) {
        m_outlet.enterSpokenTurn({}, neededFrom());
        return;
    }
    m_answer.interrupt();
    m_outlet.enterSpokenTurn(text, neededFrom());
    answerNewest(text);
}

void VoicePipeline::enterTyped(const QString &text, const QString &id)
{
    m_answer.interrupt();
    m_outlet.enterTypedTurn(text, id);
}

void VoicePipeline::discardTurn()
{
    if (m_listener.state() == TurnListener::State::Quiet)
        return;
    m_listener.reset();
    m_outlet.enterSpokenTurn({}, neededFrom());
    update();
}

void VoicePipeline::giveUp()
{
    discardTurn();
    m_answer.interrupt();
}

void VoicePipeline::clearHistory(Outlet::Memories memories)
{
    m_greeting.stop();
    discardTurn();
    // It must not be sent again in what is to be forgotten.
    m_answer.interrupt(CurrentAnswer::Unheard::Drop);
    m_outlet.clearHistory(memories);
    update();
}

/// Counts from the next turn and the next answer on.
void VoicePipeline::configure(const protocol::Configuration &configuration)
{
    m_outlet.configure(configuration);
    if (configuration.turnPause)
        m_listener.setPause(turnPause(*configuration.turnPause));
    update();
}

// ---- making an answer

void VoicePipeline::answerNewest(const QString &text)
{
    m_answer.interrupt();
    m_outlet.beginAnswer();
    m_answer.begin(respond(text));
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
    if (!answer.ended && answer.text.isEmpty() && !hasQuestion) {
        m_outlet.interruptAnswer({}, 0, false); // a greeting or a reminder: it is still due
        return;
    }
    if (!answer.ended && !answer.textComplete && hasQuestion)
        source = respond(context.first().text, answer.text);
    else if (!answer.ended)
        source = SpokenAnswer::of({});
    m_answer.begin(std::move(source), beginning);
}

/// Asks the responder for an answer to `text`, the newest message.
std::unique_ptr<speech::Answer> VoicePipeline::respond(const QString &text, const QString &prefix)
{
    QList<speech::Message> context = m_session.context.messages();
    std::optional<WallTime> askedAt;
    if (!context.isEmpty() && context.last().text == text)
        askedAt = context.takeLast().at;
    return m_services.responder.respond({
        .text = text,
        .context = context,
        .memory = m_session.memory,
        .now = m_services.clock.wallTime(),
        .askedAt = askedAt,
        .utcOffsetSeconds = QDateTime::currentDateTime().offsetFromUtc(),
        .prefix = prefix,
        .persona = m_session.configuration.persona,
        .instructions = m_session.configuration.instructions,
        .language = m_session.configuration.language,
    });
}

// ---- playback of an answer

void VoicePipeline::setPlayed(quint64 samples, bool read)
{
    if (!m_answer.exists())
        return;
    m_answer.setPlayed(samples, read);
    if (samples > 0 && m_listener.isOpen())
        m_answer.interrupt();
    update();
}

void VoicePipeline::onPlaybackStarted()
{
    m_answer.onPlaybackStarted();
    // The user began to talk before the first sound of the answer reached them.
    if (m_listener.isOpen())
        m_answer.interrupt();
}

// ---- state

bool VoicePipeline::isBusy() const
{
    return m_listener.state() != TurnListener::State::Quiet || m_answer.isBusy();
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
    return m_answer.activity();
}

void VoicePipeline::update()
{
    const auto now = activity();
    tellNotices();
    if (std::exchange(m_lastActivity, now) != now)
        m_outlet.sendActivity(now);
    if (now == protocol::Activity::State::Idle && !m_answer.exists())
        speakUnasked();
}

void VoicePipeline::tellNotices()
{
    const QString &language = m_session.configuration.language;
    const bool isTalking = activity() != protocol::Activity::State::Idle;
    m_outages.tell(isTalking);
    if (m_inCall)
        m_languages.checkHearing(language);
    if (isTalking)
        m_languages.checkSpeaking(language);
}

/// A conversation is greeted once, because the greeting becomes its first message.
bool VoicePipeline::isGreetingDue() const
{
    return m_inCall && m_session.messageCount == 0
        && !m_session.configuration.greeting.trimmed().isEmpty();
}

void VoicePipeline::greet()
{
    if (activity() != protocol::Activity::State::Idle || m_answer.exists() || !isGreetingDue())
        return;
    m_outlet.beginAnswer();
    m_answer.begin(SpokenAnswer::of(m_session.configuration.greeting.trimmed()));
}

/// Says the greeting, or a reminder that is due.
void VoicePipeline::speakUnasked()
{
    if (isGreetingDue()) {
        if (!m_greeting.isActive())
            m_greeting.start(kBeforeGreeting);
        return;
    }
    const auto reminder = nextReminder(m_session.memory);
    if (!reminder)
        return;
    const Duration wait = reminder->due - m_services.clock.wallTime();
    if (wait > Duration(0)) {
        m_nextReminder.start(std::min(wait, kReminderCheck));
        return;
    }
    m_outlet.beginAnswer();
    m_answer.begin(SpokenAnswer::of(reminder->text), {}, reminder);
}

} // namespace holdline::server
