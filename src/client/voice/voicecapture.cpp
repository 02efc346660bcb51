// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/voicecapture.h"

#include "audio/levelmeter.h"
#include "client/session/line.h"
#include "client/voice/answerplayback.h"
#include "client/voice/uplink.h"

#include <utility>

namespace holdline::client {

namespace {
/// Speech into a usable microphone is louder than this; the noise of a quiet room is not.
constexpr double kSpeechDb = -45.0;
/// A word begins before it is recognised as one.
constexpr std::size_t kLeadIn =
    audio::samplesIn(std::chrono::milliseconds(500), audio::kDeviceRate);
} // namespace

VoiceCapture::VoiceCapture(Line &line, Uplink &uplink, audio::SoundCard &card,
                           const AnswerPlayback &playback, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_uplink(&uplink)
    , m_card(card)
    , m_playback(playback)
    , m_clock(clock)
    , m_silence(clock)
{
    connect(&card, &audio::SoundCard::captured, this, &VoiceCapture::onCaptured);
    connect(&card, &audio::SoundCard::statusChanged, this, &VoiceCapture::onDeviceChanged);
    connect(&playback, &AnswerPlayback::started, this, [this] { m_onset.reset(); });
    connect(&playback, &AnswerPlayback::finished, this,
            [this] { m_gatedUntil = m_clock.now() + kGateTail; });
    connect(&m_silence, &TrailingSilence::silence, this,
            [this](const audio::Pcm &block) { m_uplink->pushSilence(block); });
}

void VoiceCapture::setUplink(Uplink &uplink)
{
    m_uplink = &uplink;
    m_uplink->begin();
}

void VoiceCapture::setWanted(bool wanted)
{
    m_wanted = wanted;
    apply();
}

void VoiceCapture::setHeld(bool held)
{
    m_held = held;
    apply();
}

bool VoiceCapture::isGated() const
{
    return m_mode == ListeningMode::Loudspeaker
        && (m_playback.isPlaying() || m_clock.now() < m_gatedUntil);
}

void VoiceCapture::onLineLost()
{
    m_silence.stop();
    m_uplink->onLost();
}

void VoiceCapture::awaitWords(bool awaits)
{
    m_awaitsWords = awaits;
    m_leadIn.clear();
    m_onset.reset();
    m_uplink->restart();
}

/// Empty until somebody speaks.
audio::Pcm VoiceCapture::firstWords(const audio::Pcm &block, bool gated)
{
    if (gated) {
        m_leadIn.clear();
        return {};
    }
    m_leadIn.insert(m_leadIn.end(), block.begin(), block.end());
    if (m_leadIn.size() > kLeadIn)
        m_leadIn.erase(m_leadIn.begin(), m_leadIn.end() - static_cast<std::ptrdiff_t>(kLeadIn));
    if (!m_onset.push(block))
        return {};
    const audio::Pcm words = std::exchange(m_leadIn, {});
    awaitWords(false);
    Q_EMIT wordsBegan();
    return words;
}

void VoiceCapture::apply()
{
    const bool open = m_wanted || m_held;
    if (std::exchange(m_open, open) == open)
        return;
    m_uplink->restart();
    if (open) {
        m_uplink->begin();
        m_card.openMicrophone();
    } else {
        m_card.closeMicrophone();
        setLevel(0);
        endTurn();
    }
    Q_EMIT openChanged(open);
}

/// The microphone gives no more sound: ends the turn with silence.
void VoiceCapture::endTurn()
{
    if (m_uplink->isOpen())
        m_silence.start();
    else
        m_uplink->flush();
}

void VoiceCapture::endLateTurn()
{
    const bool follows = m_open && !isGated()
        && m_card.status(audio::Direction::Input).state == audio::EndpointStatus::State::Open;
    if (m_uplink->owesEnd() && m_uplink->isOpen() && !follows && !m_silence.isActive())
        m_silence.start();
}

void VoiceCapture::send(const audio::Pcm &block, bool gated)
{
    if (!gated)
        m_silence.stop();
    m_uplink->push(block, gated);
    if (gated)
        endLateTurn();
}

void VoiceCapture::setLevel(float level)
{
    m_level = level;
    Q_EMIT levelChanged(level);
}

void VoiceCapture::onCaptured(const audio::Pcm &block)
{
    if (!m_open) // captured before the microphone was closed
        return;
    setLevel(audio::level(block));
    const bool gated = isGated();
    if (!m_awaitsWords)
        send(block, gated);
    else if (const audio::Pcm words = firstWords(block, gated); !words.empty())
        send(words, gated);
    if (!gated && audio::rmsDb(block) > kSpeechDb) {
        m_lastHeard = m_clock.now();
        m_uplink->noteSpeech(std::chrono::duration_cast<Duration>(
            audio::durationOf(block.size(), audio::kDeviceRate)));
    }

    const bool mayBargeIn = m_mode == ListeningMode::Headphones && m_line.isLive()
        && m_playback.isPlaying() && (!m_serverStopsSpeech || !m_playback.isServerAware());
    if (mayBargeIn && m_onset.push(block))
        Q_EMIT spokenOver();
    Q_EMIT changed(); // isGated() changes with time
}

void VoiceCapture::onDeviceChanged(audio::Direction direction)
{
    if (direction != audio::Direction::Input)
        return;
    using State = audio::EndpointStatus::State;
    const State state = m_card.status(direction).state;
    const bool isGone = state == State::Missing || state == State::Failed;
    if (state == State::Open) {
        m_silence.stop(); // new sound follows instead of silence
        m_uplink->begin();
    }
    if (m_open && isGone) {
        setLevel(0);
        endTurn();
    }
    Q_EMIT changed();
}

} // namespace holdline::client
