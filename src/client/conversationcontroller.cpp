// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversationcontroller.h"

#include "client/caption.h"
#include "client/line.h"
#include "protocol/limits.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

using Activity = protocol::Activity::State;

/// Servers put an interrupted answer together from its sentences: spaces may differ.
bool isBeginning(const QString &beginning, const QString &text)
{
    return text.simplified().startsWith(beginning.simplified());
}

} // namespace

ConversationController::ConversationController(Line &line, audio::SoundCard &card,
                                               const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_card(card)
    , m_clock(clock)
    , m_playback(card)
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
    connect(&m_playback, &AnswerPlayback::progressed, this, &ConversationController::updateSpoken);
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
    m_forgotten = m_answerShown ? m_transcript.lastAnswer() : QString();
    m_answerShown = false;
    m_playback.forget();
    m_typed.clear();
    m_transcript.clear();
    m_clearWhenLive = !m_inSession || !send(protocol::ClearHistory{});
}

void ConversationController::startNewConversation()
{
    m_playback.forget();
    m_capture.onLineLost();
    m_typed.clear();
    m_transcript.clear();
    m_inSession = false; // its end is no loss
    m_clearWhenLive = false;
    m_answerShown = false;
    m_turnEnded.reset();
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
    m_forgotten.clear();
    if (restoredMessages == 0)
        addDivider(tr("Session restored"));
    else if (restoredMessages == 1) // English without a translation file has no plurals
        addDivider(tr("Session restored · 1 message"));
    else if (restoredMessages)
        addDivider(tr("Session restored · %n messages", nullptr, *restoredMessages));
    else if (offered)
        addDivider(tr("The earlier conversation could not be restored. A new one has begun."));

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
    if (std::exchange(m_inSession, false)) {
        const WallTime now = m_clock.wallTime();
        const bool incomplete = mayHaveLostWords();
        m_transcript.finishPartialRows(now);
        if (incomplete)
            addDivider(tr("Connection lost · some words may be missing"));
    }
    m_playback.onLineLost();
    m_typed.forgetSent();
    m_turnEnded.reset();
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
    if (message.content.isEmpty())
        m_transcript.finishUserText({}, m_clock.wallTime());
    else
        m_transcript.setPartialUserText(message.content);
    m_server = message.content.isEmpty() ? Activity::Idle : Activity::Listening;
}

void ConversationController::on(const protocol::FinalUserRequest &message)
{
    if (message.content.isEmpty()) {
        on(protocol::PartialUserRequest{});
        return;
    }
    if (!m_typed.takeEcho(message.content)) {
        m_transcript.finishUserText(message.content, m_clock.wallTime());
        m_turnEnded = m_clock.now();
    }
    m_playback.expectAnswer();
    m_answerShown = false;
    m_forgotten.clear();
    m_server = Activity::Thinking;
}

void ConversationController::on(const protocol::PartialAssistantAnswer &message)
{
    if (message.content.isEmpty() || isForgotten(message.content))
        return;
    noteAnswerText();
    m_transcript.setPartialAnswer(message.content);
    m_server = Activity::Speaking;
}

void ConversationController::on(const protocol::FinalAssistantAnswer &message)
{
    m_server = Activity::Idle;
    if (isForgotten(message.content))
        return;
    if (tellsInterruption(message.content)) {
        m_transcript.cutAnswerShort(message.content, m_clock.wallTime());
        m_answerShown = false; // what is played of it until stop_tts marks nothing any more
    } else {
        noteAnswerText();
        m_transcript.finishAnswer(message.content, m_clock.wallTime());
    }
    m_playback.onComplete();
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
    m_turnEnded.reset();
    m_server = Activity::Idle;
    Q_EMIT refused(explanations.join(u'\n'));
}

void ConversationController::on(const protocol::Activity &message)
{
    m_server = message.state;
}

void ConversationController::noteAnswerText()
{
    const bool isAnother = m_playback.onText();
    if (m_answerShown && !isAnother)
        return;
    m_answerShown = true;
    m_capture.setServerStopsSpeech(!m_serverRejectsPlayback);
    m_forgotten.clear();
    const std::optional<Instant> turnEnded = std::exchange(m_turnEnded, std::nullopt);
    m_question = isAnother ? turnEnded : std::nullopt; // else its speech came before its text
}

bool ConversationController::isForgotten(const QString &answer) const
{
    return !m_forgotten.isEmpty()
        && (isBeginning(answer, m_forgotten) || isBeginning(m_forgotten, answer));
}

/// An interrupted answer is told as what had been said until then, also when all of its text had
/// been told before.
bool ConversationController::tellsInterruption(const QString &answer) const
{
    const QString shown = m_transcript.lastAnswer();
    return m_answerShown && isBeginning(answer, shown)
        && (!m_playback.isIncomplete() || answer.simplified().size() < shown.simplified().size());
}

bool ConversationController::mayHaveLostWords() const
{
    return m_capture.isHeld() || m_playback.isIncomplete() || m_server == Activity::Listening
        || m_server == Activity::Waiting || m_server == Activity::Thinking;
}

void ConversationController::addDivider(const QString &text)
{
    m_transcript.addDivider(text, m_clock.wallTime());
}

bool ConversationController::sendNow(const QString &text)
{
    if (!m_line.send(protocol::TextMessage{text}))
        return false;
    m_lastSentIsPlayback = false;
    m_typed.addSent(text);
    m_turnEnded = m_clock.now();
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
    if (m_question && !m_playback.isReplay()) {
        const Duration afterQuestion = elapsed(m_clock.now(), *m_question);
        m_question.reset();
        m_transcript.setResponseTime(afterQuestion);
        Q_EMIT answerStarted(afterQuestion);
    }
    updateCaption();
}

void ConversationController::onPlaybackFinished()
{
    m_capture.setServerStopsSpeech(!m_serverRejectsPlayback);
    if (!m_serverRejectsPlayback)
        send(protocol::TtsStop{});
    updateSpoken();
    updateCaption();
}

void ConversationController::updateSpoken()
{
    if (!m_answerShown)
        return;
    const auto length = static_cast<double>(m_transcript.lastAnswer().size());
    m_transcript.setSpoken(static_cast<int>(std::lround(m_playback.heard() * length)));
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
