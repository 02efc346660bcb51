// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversationcontroller.h"

#include "client/caption.h"
#include "client/line.h"
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
    , m_capture(line, card, m_playback, clock)
{
    connect(&line, &Line::sessionStarted, this,
            [this](const SessionId &, std::optional<int> restored, bool offered) {
                onSessionStarted(restored, offered);
            });
    connect(&line, &Line::lost, this, &ConversationController::onLost);
    connect(&line, &Line::received, this, &ConversationController::onReceived);
    connect(&m_playback, &AnswerPlayback::started, this,
            &ConversationController::onPlaybackStarted);
    connect(&m_playback, &AnswerPlayback::finished, this,
            &ConversationController::onPlaybackFinished);
    connect(&m_playback, &AnswerPlayback::progressed, this, [this] { m_writer.updateSpoken(); });
    connect(&m_capture, &VoiceCapture::openChanged, this, [this](bool open) {
        Q_EMIT microphoneOpenChanged(open);
        updateCaption();
    });
    connect(&m_capture, &VoiceCapture::levelChanged, this,
            &ConversationController::inputLevelChanged);
    connect(&m_capture, &VoiceCapture::spokenOver, this, &ConversationController::stopSpeaking);
    connect(&m_capture, &VoiceCapture::changed, this, &ConversationController::updateCaption);
}

// ---- what the user does

void ConversationController::setMicrophoneOpen(bool open)
{
    m_capture.setWanted(open);
}

void ConversationController::toggleMicrophone()
{
    setMicrophoneOpen(!isMicrophoneOpen());
}

void ConversationController::holdToTalk(bool held)
{
    if (held && !m_capture.isHeld() && m_playback.isPlaying())
        stopSpeaking();
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
    if (m_inSession)
        send(protocol::SetSpeed{*m_turnPause});
}

void ConversationController::sendText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return;
    if (m_playback.isReplay()) // no server knows of it and stops it
        stopSpeaking();
    const bool sent = m_inSession && !m_typed.isAnyWaiting() && sendNow(trimmed);
    if (!sent)
        m_typed.addWaiting(trimmed);
    m_transcript.addTypedText(trimmed, m_clock.wallTime(), !sent);
    updateCaption();
}

void ConversationController::stopSpeaking()
{
    m_playback.stop();
}

void ConversationController::replayLastAnswer()
{
    m_playback.replay();
}

void ConversationController::clearHistory()
{
    m_playback.forget();
    m_writer.clear();
    m_typed.clear();
    m_clearWhenLive = !m_inSession || !send(protocol::ClearHistory{});
}

void ConversationController::startNewConversation()
{
    m_playback.forget();
    m_capture.onLineLost();
    m_writer.clear();
    m_writer.cancelResponseTime();
    m_typed.clear();
    m_inSession = false; // its end is no loss
    m_clearWhenLive = false;
    m_server = Activity::Idle;
    m_line.startNewSession();
    updateCaption();
}

// ---- the line

void ConversationController::onSessionStarted(std::optional<int> restoredMessages, bool offered)
{
    m_inSession = true;
    m_serverRejectsPlayback = false;
    // Of what came over the earlier line this one knows nothing.
    m_capture.setServerStopsSpeech(!m_playback.isPlaying());
    m_writer.onSessionStarted(restoredMessages, offered);
    if (m_turnPause)
        send(protocol::SetSpeed{*m_turnPause});
    if (std::exchange(m_clearWhenLive, false))
        send(protocol::ClearHistory{});
    if (m_playback.isPlaying())
        send(protocol::TtsStart{});
    sendWaitingTexts();
    updateCaption();
}

void ConversationController::onLost()
{
    m_capture.onLineLost();
    if (std::exchange(m_inSession, false))
        m_writer.onLineLost(mayHaveLostWords());
    m_playback.onLineLost();
    m_typed.forgetSent();
    m_server = Activity::Idle;
    updateCaption();
}

void ConversationController::onReceived(const protocol::ServerMessage &message)
{
    if (!m_line.isLive()) // of a conversation that is over
        return;
    std::visit([this](const auto &m) { on(m); }, message);
    if (m_inSession && m_typed.isAnyWaiting()) // the line was congested
        sendWaitingTexts();
    updateCaption();
}

void ConversationController::on(const protocol::PartialUserRequest &message)
{
    m_writer.writePartialTurn(message.content);
    m_server = message.content.isEmpty() ? Activity::Idle : Activity::Listening;
}

void ConversationController::on(const protocol::FinalUserRequest &message)
{
    if (message.content.isEmpty()) {
        on(protocol::PartialUserRequest{});
        return;
    }
    if (m_typed.takeEcho(message.content))
        m_writer.expectAnswer();
    else
        m_writer.writeSpokenTurn(message.content, m_capture.lastHeard().value_or(m_clock.now()));
    m_server = Activity::Thinking;
}

void ConversationController::on(const protocol::PartialAssistantAnswer &message)
{
    if (m_writer.writePartialAnswer(message.content))
        m_capture.setServerStopsSpeech(!m_serverRejectsPlayback);
    m_server = Activity::Speaking;
}

void ConversationController::on(const protocol::FinalAssistantAnswer &message)
{
    if (m_writer.writeAnswer(message.content))
        m_capture.setServerStopsSpeech(!m_serverRejectsPlayback);
    m_server = Activity::Idle;
}

void ConversationController::on(const protocol::TtsChunk &message)
{
    m_playback.receive(message.pcm);
}

void ConversationController::on(const protocol::StopTts &)
{
    const bool wasPlaying = m_playback.isPlaying();
    m_playback.interrupt();
    if (!wasPlaying)
        send(protocol::TtsStop{});
}

void ConversationController::on(const protocol::TtsInterruption &)
{
    m_playback.resume();
}

void ConversationController::on(const protocol::ValidationError &message)
{
    const auto isAboutPlayback = [](const protocol::FieldError &error) {
        const QString said = error.field + u' ' + error.message;
        return said.contains("tts_start"_L1) || said.contains("tts_stop"_L1);
    };
    QStringList explanations;
    for (const protocol::FieldError &error : message.errors)
        explanations += error.message;
    if (m_lastSentIsPlayback || std::ranges::any_of(message.errors, isAboutPlayback)) {
        m_serverRejectsPlayback = true;
        m_capture.setServerStopsSpeech(false);
        return;
    }
    m_typed.forgetSent();
    m_writer.cancelResponseTime();
    m_server = Activity::Idle;
    Q_EMIT refused(explanations.join(u'\n'));
}

void ConversationController::on(const protocol::Activity &message)
{
    m_server = message.state;
}

bool ConversationController::mayHaveLostWords() const
{
    return m_capture.isHeld() || m_playback.isIncomplete() || m_server == Activity::Listening
        || m_server == Activity::Waiting || m_server == Activity::Thinking;
}

bool ConversationController::sendNow(const QString &text)
{
    if (!m_line.send(protocol::TextMessage{text}))
        return false;
    m_lastSentIsPlayback = false;
    m_typed.addSent(text);
    m_writer.startResponseTime();
    m_server = Activity::Thinking;
    return true;
}

void ConversationController::sendWaitingTexts()
{
    while (m_typed.isAnyWaiting() && sendNow(m_typed.nextWaiting())) {
        m_typed.removeNextWaiting();
        m_transcript.markOldestPendingSent();
    }
}

bool ConversationController::send(const protocol::ClientMessage &message)
{
    const bool sent = m_line.isLive() && m_line.send(message);
    if (sent)
        m_lastSentIsPlayback = std::holds_alternative<protocol::TtsStart>(message)
            || std::holds_alternative<protocol::TtsStop>(message);
    return sent;
}

// ---- the loudspeaker

void ConversationController::onPlaybackStarted()
{
    if (!m_serverRejectsPlayback)
        send(protocol::TtsStart{});
    if (const std::optional<Duration> afterQuestion = m_writer.onSound())
        Q_EMIT answerStarted(*afterQuestion);
    updateCaption();
}

void ConversationController::onPlaybackFinished()
{
    m_capture.setServerStopsSpeech(!m_serverRejectsPlayback);
    if (!m_serverRejectsPlayback)
        send(protocol::TtsStop{});
    m_writer.updateSpoken();
    updateCaption();
}

void ConversationController::updateCaption()
{
    m_capture.setTurnOpen(m_server == Activity::Listening || m_server == Activity::Waiting);
    const Caption now = client::caption({
        .microphoneOpen = isMicrophoneOpen(),
        .microphone = m_card.status(audio::Direction::Input).state,
        .lineLive = m_inSession,
        .answerPlaying = m_playback.isPlaying(),
        .gated = m_capture.isGated(),
        .server = m_server,
    });
    if (std::exchange(m_caption, now) != now)
        Q_EMIT captionChanged(now);
}

} // namespace holdline::client
