// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"

#include "client/conversation/caption.h"
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
    , m_report(line, m_playback)
    , m_writer(m_transcript, m_playback, clock)
    , m_history(m_transcript, clock)
    , m_seams(m_transcript, clock)
    , m_capture(line, card, m_playback, clock)
    , m_texts(line, m_transcript, m_writer, clock, [this] { onTextStalled(); })
    , m_call(line, clock)
{
    connect(&line.durable(), &DurableLine::leftFound, this, &ConversationController::onLeftFound);
    connect(&line, &Line::sessionStarted, this, &ConversationController::onSessionStarted);
    connect(&line, &Line::lost, this, &ConversationController::onLost);
    connect(&line, &Line::received, this, &ConversationController::onReceived);
    connect(&line.durable(), &DurableLine::speechReceived, this, &ConversationController::onSpeech);
    connect(&line.durable(), &DurableLine::historyReceived, this,
            &ConversationController::onHistory);
    connect(&m_playback, &AnswerPlayback::started, this,
            &ConversationController::onPlaybackStarted);
    connect(&m_playback, &AnswerPlayback::finished, this,
            &ConversationController::onPlaybackFinished);
    connect(&m_playback, &AnswerPlayback::progressed, this, [this] {
        m_writer.updateSpoken();
        Q_EMIT unplayedSpeechChanged();
    });
    connect(&m_playback, &AnswerPlayback::ranDry, this, &ConversationController::playbackRanDry);
    connect(&m_playback, &AnswerPlayback::overran, this, &ConversationController::onOverrun);
    connect(&m_capture, &VoiceCapture::openChanged, this, [this](bool open) {
        Q_EMIT microphoneOpenChanged(open);
        updateCaption();
    });
    connect(&m_capture, &VoiceCapture::levelChanged, this,
            &ConversationController::inputLevelChanged);
    connect(&m_capture, &VoiceCapture::spokenOver, this, &ConversationController::stopSpeaking);
    connect(&m_capture, &VoiceCapture::wordsBegan, this, &ConversationController::wordsBegan);
    connect(&m_capture, &VoiceCapture::changed, this, &ConversationController::updateCaption);
    connect(&m_capture, &VoiceCapture::heldSpeechChanged, this, [this] {
        m_transcript.setHeldSpeech(heldSpeech());
        Q_EMIT heldSpeechChanged(heldSpeech());
        updateCaption();
    });
    connect(&m_call, &CallController::statusChanged, this,
            &ConversationController::callStatusChanged);
    connect(&m_call, &CallController::refused, this, &ConversationController::conversationRefused);
}

bool ConversationController::isHoldingSpeech() const
{
    return isDurable() && isMicrophoneOpen() && m_capture.heldSpeech().isHolding();
}

Duration ConversationController::heldSpeech() const
{
    return m_capture.heldSpeech().held();
}

Duration ConversationController::heldSpeechLimit() const
{
    return HeldSpeech::kLimit;
}

Duration ConversationController::unsentSpeech() const
{
    constexpr Duration kUnderWay{1000}; // as long as the client waits for the server at the end
    const Duration all = isDurable() ? m_line.durable().unacknowledged().speech : Duration(0);
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
    if (m_inSession || isDurable())
        send(protocol::SetSpeed{*m_turnPause});
}

void ConversationController::sendText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return;
    Q_EMIT wordsBegan();
    if (!m_playback.isServerAware()) // because the server does not stop it
        stopSpeaking();
    m_call.start();
    m_capture.flush(); // earlier speech goes out before the text
    if (m_texts.send(trimmed, isReleased())) {
        m_toldUnasked = false;
        m_report.onOtherSent();
        m_server = Activity::Thinking;
    }
    updateCaption();
}

void ConversationController::stopSpeaking()
{
    m_writer.onStopped();
    m_report.stop();
}

void ConversationController::replayLastAnswer()
{
    m_playback.replay();
}

void ConversationController::clearHistory()
{
    m_report.forget();
    m_writer.clear();
    m_texts.clear();
    m_clearWhenLive = !(m_inSession || isDurable()) || !send(protocol::ClearHistory{});
}

void ConversationController::startNewConversation()
{
    forgetEverything();
    if (isDurable()) {
        m_line.send(protocol::NewConversation{});
        ++m_newAwaited;
        m_call.onNewConversation();
        if (isMicrophoneOpen())
            m_call.start();
    } else {
        m_inSession = false; // the end of this session is not a loss
        m_line.startNewSession();
    }
    updateCaption();
}

void ConversationController::endAndForget()
{
    m_capture.setWanted(false);
    m_capture.setHeld(false);
    forgetEverything();
    m_call.onNewConversation();
    m_inSession = false; // the end of this session is not a loss
    m_line.startNewSession();
    updateCaption();
}

void ConversationController::forgetEverything()
{
    m_report.forget();
    const bool wasNoteOffered = m_capture.heldSpeech().isNoteOffered();
    m_capture.forget();
    m_writer.clear();
    m_writer.cancelResponseTime();
    m_texts.clear();
    m_seams.forget();
    m_rejoinedAfter.reset();
    m_clearWhenLive = false;
    m_server = Activity::Idle;
    if (wasNoteOffered)
        Q_EMIT lateNoteWithdrawn();
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
    decideLateNote(true);
}

void ConversationController::discardLateNote()
{
    decideLateNote(false);
}

void ConversationController::decideLateNote(bool send)
{
    if (!m_capture.heldSpeech().isNoteOffered())
        return;
    if (send) {
        m_capture.sendNote();
    } else {
        m_texts.discardLeft(); // must come first, or these texts would count as acknowledged
        m_capture.discardNote();
        // The server may have the beginning of it. What was said since belongs to another turn.
        if (heldSpeech() == Duration(0))
            m_line.send(protocol::DiscardTurn{});
    }
    m_seams.settle(send ? Seam::Note::Sent : Seam::Note::Discarded);
    Q_EMIT lateNoteWithdrawn();
    updateCaption();
}

bool ConversationController::send(const protocol::ClientMessage &message)
{
    const bool sent = (isDurable() || m_line.isLive()) && m_line.send(message);
    if (sent) {
        m_toldUnasked = false;
        m_report.onOtherSent();
    }
    return sent;
}

// ---- the loudspeaker

void ConversationController::onPlaybackStarted()
{
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
    m_capture.setServerStopsSpeech(!m_report.isRejected());
    m_writer.updateSpoken();
    Q_EMIT unplayedSpeechChanged();
    updateCaption();
}

void ConversationController::onOverrun()
{
    if (isDurable())
        m_line.durable().closeForViolation(u"more speech than anybody can have heard"_s);
    else
        m_transcript.addDivider(
            tr("The server sent too much speech at once: the rest is not spoken"),
            m_clock.wallTime());
}

/// The server has not got what it should think about.
void ConversationController::onTextStalled()
{
    if (m_server == Activity::Thinking)
        m_server = Activity::Idle;
    updateCaption();
}

void ConversationController::onAnotherAnswer()
{
    m_capture.setServerStopsSpeech(!m_report.isRejected());
    Q_EMIT answerBegan();
}

bool ConversationController::isAnswerUnderWay()
{
    return m_playback.isUnderWay() || m_playback.isIncomplete();
}

void ConversationController::updateCaption()
{
    m_capture.setTurnOpen(m_server == Activity::Listening || m_server == Activity::Waiting);
    const CaptionSituation situation{
        .microphoneOpen = isMicrophoneOpen(),
        .microphone = m_card.status(audio::Direction::Input).state,
        .lineLive = m_inSession,
        .holding = isHoldingSpeech(),
        .holdFull = m_capture.heldSpeech().isFull(),
        .answerPlaying = m_playback.isPlaying(),
        .gated = m_capture.isGated(),
        .server = m_server,
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
