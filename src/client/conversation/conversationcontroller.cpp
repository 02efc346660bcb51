// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"

#include "protocol/limits.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

using Activity = protocol::Activity::State;

} // namespace

ConversationController::ConversationController(Line &line, audio::SoundCard &card,
                                               const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_card(card)
    , m_clock(clock)
    , m_playback(card)
    , m_writer(m_transcript, m_playback, clock)
    , m_history(m_transcript, clock)
    , m_seams(m_transcript, clock)
    , m_plainUplink(line.plain(), m_playback, clock)
    , m_durableUplink(line.durable(), m_playback, clock)
    , m_capture(line, m_plainUplink, card, m_playback, clock)
    , m_plain({line, m_capture, m_playback, m_transcript, m_writer, m_seams, clock}, m_plainUplink)
    , m_durable({line, m_capture, m_playback, m_transcript, m_writer, m_seams, clock},
                m_durableUplink, m_history)
    , m_call(line, m_plain.calls(), clock)
    , m_reader({m_transcript, m_writer, m_history, m_playback, m_capture, m_call, clock}, m_plain)
{
    watchLine();
    watchReader();
    watchPlayback();
    watchVoice();
    connect(&m_call, &CallController::statusChanged, this,
            &ConversationController::callStatusChanged);
    connect(&m_call, &CallController::refused, this, &ConversationController::conversationRefused);
    chooseExchange();
}

void ConversationController::watchLine()
{
    connect(&m_line, &Line::kindChanged, this, &ConversationController::chooseExchange);
    connect(&m_line, &Line::sessionStarted, this, &ConversationController::onSessionStarted);
    connect(&m_line, &Line::lost, this, &ConversationController::onLost);
    connect(&m_line, &Line::received, this, &ConversationController::onReceived);
    connect(&m_line.durable(), &DurableLine::speechReceived, this,
            &ConversationController::onSpeech);
    for (const Exchange *exchange : std::initializer_list<const Exchange *>{&m_plain, &m_durable}) {
        connect(exchange, &Exchange::activityAssumed, this,
                [this](Activity activity) { m_reader.assume(activity); });
    }
    connect(&m_durable, &DurableExchange::lateNoteOffered, this,
            &ConversationController::lateNoteOffered);
    connect(&m_durable, &DurableExchange::lateNoteWithdrawn, this,
            &ConversationController::lateNoteWithdrawn);
    connect(&m_durable, &DurableExchange::textStalled, this, [this] {
        if (m_reader.activity() == Activity::Thinking) // about a text that it has not got
            m_reader.assume(Activity::Idle);
        updateCaption();
    });
}

void ConversationController::watchReader()
{
    connect(&m_reader, &MessageReader::turnUnderstood, this,
            &ConversationController::turnUnderstood);
    connect(&m_reader, &MessageReader::answerBegan, this, [this] {
        m_capture.setServerStopsSpeech(m_exchange->report().serverStopsSpeech());
        Q_EMIT answerBegan();
    });
    connect(&m_reader, &MessageReader::refused, this, &ConversationController::refused);
    connect(&m_reader, &MessageReader::serverTroubled, this,
            &ConversationController::serverTroubled);
}

void ConversationController::watchPlayback()
{
    connect(&m_playback, &AnswerPlayback::started, this,
            &ConversationController::onPlaybackStarted);
    connect(&m_playback, &AnswerPlayback::finished, this,
            &ConversationController::onPlaybackFinished);
    connect(&m_playback, &AnswerPlayback::progressed, this, [this] {
        m_exchange->report().onProgress();
        m_writer.updateSpoken();
        Q_EMIT unplayedSpeechChanged();
    });
    connect(&m_playback, &AnswerPlayback::ranDry, this, &ConversationController::playbackRanDry);
    connect(&m_playback, &AnswerPlayback::overran, this, [this] { m_exchange->onOverrun(); });
}

void ConversationController::watchVoice()
{
    connect(&m_capture, &VoiceCapture::openChanged, this, [this](bool open) {
        Q_EMIT microphoneOpenChanged(open);
        updateCaption();
    });
    connect(&m_capture, &VoiceCapture::levelChanged, this,
            &ConversationController::inputLevelChanged);
    connect(&m_capture, &VoiceCapture::spokenOver, this, &ConversationController::stopSpeaking);
    connect(&m_capture, &VoiceCapture::wordsBegan, this, &ConversationController::wordsBegan);
    connect(&m_capture, &VoiceCapture::changed, this, &ConversationController::updateCaption);
    connect(&m_durableUplink.held(), &HeldSpeech::changed, this, [this] {
        m_transcript.setHeldSpeech(heldSpeech());
        Q_EMIT heldSpeechChanged(heldSpeech());
        updateCaption();
    });
}

bool ConversationController::isHoldingSpeech() const
{
    return isMicrophoneOpen() && m_capture.uplink().isHolding();
}

Duration ConversationController::heldSpeech() const
{
    return m_durableUplink.held().held();
}

Duration ConversationController::heldSpeechLimit() const
{
    return HeldSpeech::kLimit;
}

Duration ConversationController::unsentSpeech() const
{
    constexpr Duration kUnderWay{1000}; // as long as the client waits for the server at the end
    const Duration all = m_line.durable().unacknowledged().speech;
    return std::max(heldSpeech(), all > kUnderWay ? all : Duration(0));
}

// ---- what the user does

void ConversationController::setMicrophoneOpen(bool open)
{
    if (open)
        m_call.start();
    m_capture.setWanted(open);
}

void ConversationController::toggleMicrophone()
{
    setMicrophoneOpen(!isMicrophoneOpen());
}

void ConversationController::holdToTalk(bool held)
{
    if (held && !m_capture.isHeld()) {
        m_call.start();
        if (m_playback.isPlaying())
            stopSpeaking();
    }
    m_capture.setHeld(held);
}

void ConversationController::setListeningMode(ListeningMode mode)
{
    m_capture.setListeningMode(mode);
    updateCaption();
}

void ConversationController::setTurnPause(int speed)
{
    m_turnPause = std::clamp(speed, protocol::kMinSpeed, protocol::kMaxSpeed);
    m_exchange->send(protocol::SetSpeed{*m_turnPause});
}

void ConversationController::sendText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return;
    Q_EMIT wordsBegan();
    if (!m_playback.isServerAware()) // because the server does not stop it
        stopSpeaking();
    m_exchange->uplink().flush(); // earlier speech goes out before the text
    if (m_exchange->sendText(trimmed))
        m_reader.assume(Activity::Thinking);
    m_call.start(); // after the text, because a call that begins without words is greeted
    updateCaption();
}

void ConversationController::stopSpeaking()
{
    m_writer.onStopped();
    m_exchange->report().stop();
}

void ConversationController::replayLastAnswer()
{
    m_playback.replay();
}

void ConversationController::clearHistory()
{
    m_exchange->report().forget();
    m_writer.clear();
    m_plain.forgetTexts();
    m_durable.forgetTexts();
    m_clearWhenLive = !m_exchange->send(protocol::ClearHistory{});
}

void ConversationController::startNewConversation()
{
    forgetEverything();
    if (m_exchange->startNewConversation()) {
        m_reader.awaitNewConversation();
        m_call.onNewConversation();
        if (isMicrophoneOpen())
            m_call.start();
    }
    updateCaption();
}

void ConversationController::setAside(bool memory)
{
    m_exchange->report().forget();
    m_capture.stopSilence();
    m_writer.setAside();
    m_writer.cancelResponseTime();
    m_seams.forget();
    m_reader.assume(Activity::Idle);
    if (m_exchange->setAside(memory)) {
        m_reader.awaitNewConversation();
        m_call.onNewConversation();
        if (isMicrophoneOpen())
            m_call.start();
    } else {
        m_clearWhenLive = memory && !m_exchange->send(protocol::ClearHistory{});
    }
    updateCaption();
}

void ConversationController::takeBack()
{
    if (!m_transcript.hasAside())
        return;
    const bool isUntold = std::exchange(m_clearWhenLive, false);
    const std::optional<int> unconfirmed = m_exchange->takeBack();
    m_reader.awaitLess(unconfirmed.value_or(0));
    const QString divider = unconfirmed || isUntold
        ? QString()
        : tr("The server no longer remembers what was said before");
    m_transcript.takeBack(divider, m_clock.wallTime());
    updateCaption();
}

void ConversationController::forgetAside()
{
    m_transcript.forgetAside();
    m_exchange->forgetAside();
}

void ConversationController::startAgain()
{
    setMicrophoneOpen(true); // first, because a Plain line leaves its session now
    startNewConversation();
}

void ConversationController::endAndForget()
{
    m_capture.setWanted(false);
    m_capture.setHeld(false);
    forgetEverything();
    m_call.onNewConversation();
    m_exchange->leave();
    m_line.startNewSession();
    updateCaption();
}

void ConversationController::forgetEverything()
{
    m_exchange->report().forget();
    m_capture.stopSilence();
    m_writer.clear();
    m_writer.cancelResponseTime();
    m_plain.forget();
    m_durable.forget();
    m_seams.forget();
    m_clearWhenLive = false;
    m_reader.assume(Activity::Idle);
}

void ConversationController::awaitWords(bool awaits)
{
    if (awaits)
        stopSpeaking();
    m_capture.awaitWords(awaits);
}

void ConversationController::startConversation()
{
    m_call.start();
}

void ConversationController::endConversation()
{
    m_capture.setWanted(false);
    m_capture.setHeld(false);
    m_call.end(isAnswerUnderWay());
}

void ConversationController::sendLateNote()
{
    m_durable.decideLateNote(true);
    updateCaption();
}

void ConversationController::discardLateNote()
{
    m_durable.decideLateNote(false);
    updateCaption();
}

// ---- the line

/// The one place of the conversation that asks for the dialect.
void ConversationController::chooseExchange()
{
    Exchange *before = m_exchange;
    m_exchange = &m_plain;
    if (m_line.kind() == Line::Kind::Durable)
        m_exchange = &m_durable;
    if (m_exchange == before)
        return;
    m_capture.setUplink(m_exchange->uplink());
    m_call.setCalls(m_exchange->calls());
    m_reader.setExchange(*m_exchange);
    m_exchange->adopt(before->takeTexts());
    updateCaption();
}

void ConversationController::onSessionStarted(const Line::Session &session)
{
    const std::optional<Seam> outage = m_exchange->begin(session);
    if (session.origin != Line::Session::Origin::Resumed)
        m_reader.awaitNone();
    if (session.origin == Line::Session::Origin::Rejoined && m_transcript.hasAside()) {
        forgetAside(); // as the server does
        Q_EMIT asideLost();
    }
    m_call.onSessionStarted(session.isAnother());
    if (m_turnPause && !m_exchange->knowsChoices(session))
        m_exchange->sendUnasked(protocol::SetSpeed{*m_turnPause});
    if (std::exchange(m_clearWhenLive, false))
        m_exchange->send(protocol::ClearHistory{});
    m_exchange->goOn(session, outage);
    if (outage && !outage->left)
        Q_EMIT outageEnded();
    updateCaption();
}

void ConversationController::onLost()
{
    if (m_exchange->onLost(mayHaveLostWords()))
        Q_EMIT outageBegan();
    updateCaption();
}

void ConversationController::setLossReason(const QString &reason)
{
    m_seams.setReason(reason);
}

void ConversationController::giveUpLine()
{
    m_exchange->giveUp();
}

bool ConversationController::mayHaveLostWords() const
{
    const Activity activity = m_reader.activity();
    return m_capture.isHeld() || m_playback.isIncomplete() || activity == Activity::Listening
        || activity == Activity::Waiting || activity == Activity::Thinking;
}

void ConversationController::onReceived(const protocol::ServerMessage &message)
{
    if (!m_line.isLive()) // the message belongs to a conversation that is over
        return;
    m_reader.read(message);
    updateCaption();
}

void ConversationController::onSpeech(const protocol::AudioItem &item)
{
    m_reader.readSpeech(item);
    updateCaption();
}

// ---- the loudspeaker

void ConversationController::onPlaybackStarted()
{
    m_exchange->report().onStarted();
    if (m_capture.awaitsWords()) { // of the conversation that has been left
        stopSpeaking();
        return;
    }
    if (const std::optional<Duration> afterQuestion = m_writer.onSound())
        Q_EMIT answerStarted(*afterQuestion);
    Q_EMIT unplayedSpeechChanged();
    updateCaption();
}

void ConversationController::onPlaybackFinished()
{
    m_exchange->report().onFinished();
    m_capture.setServerStopsSpeech(m_exchange->report().serverStopsSpeech());
    m_writer.updateSpoken();
    Q_EMIT unplayedSpeechChanged();
    updateCaption();
}

bool ConversationController::isAnswerUnderWay()
{
    return m_playback.isUnderWay() || m_playback.isIncomplete();
}

void ConversationController::updateCaption()
{
    const Activity activity = m_reader.activity();
    m_capture.setTurnOpen(activity == Activity::Listening || activity == Activity::Waiting);
    const CaptionSituation situation{
        .microphoneOpen = isMicrophoneOpen(),
        .microphone = m_card.status(audio::Direction::Input).state,
        .lineLive = m_exchange->isInSession(),
        .holding = isHoldingSpeech(),
        .holdFull = m_capture.uplink().isFull(),
        .answerPlaying = m_playback.isPlaying(),
        .gated = m_capture.isGated(),
        .server = activity,
    };
    const Microphone microphone = client::microphone(situation);
    if (std::exchange(m_microphone, microphone) != microphone)
        Q_EMIT microphoneChanged(microphone);
    const Caption now = client::caption(situation);
    if (std::exchange(m_caption, now) != now)
        Q_EMIT captionChanged(now);
    if (m_call.status().state == CallStatus::State::Ending && !isAnswerUnderWay())
        m_call.onAnswerOver();
}

} // namespace holdline::client
