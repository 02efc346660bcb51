// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voicecapture.h"

#include "audio/levelmeter.h"
#include "client/answerplayback.h"
#include "client/line.h"

#include <utility>

namespace holdline::client {

namespace {
/// Speech into any usable microphone is louder, the noise of a quiet room is not.
constexpr double kSpeechDb = -45.0;
} // namespace

VoiceCapture::VoiceCapture(Line &line, audio::SoundCard &card, const AnswerPlayback &playback,
                           const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_card(card)
    , m_playback(playback)
    , m_clock(clock)
    , m_stream(line, clock)
    , m_silence(clock)
{
    connect(&card, &audio::SoundCard::captured, this, &VoiceCapture::onCaptured);
    connect(&card, &audio::SoundCard::statusChanged, this, &VoiceCapture::onDeviceChanged);
    connect(&playback, &AnswerPlayback::started, this, [this] { m_onset.reset(); });
    connect(&playback, &AnswerPlayback::finished, this,
            [this] { m_gatedUntil = m_clock.now() + kGateTail; });
    connect(&m_silence, &TrailingSilence::silence, this,
            [this](const audio::Pcm &block) { m_stream.push(block, m_playback.isPlaying()); });
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
    m_stream.restart();
    m_silence.stop();
}

void VoiceCapture::apply()
{
    const bool open = m_wanted || m_held;
    if (std::exchange(m_open, open) == open)
        return;
    m_stream.restart();
    if (open) {
        m_card.openMicrophone();
    } else {
        m_card.closeMicrophone();
        setLevel(0);
        endTurn();
    }
    Q_EMIT openChanged(open);
}

/// Nothing more comes from the microphone.
void VoiceCapture::endTurn()
{
    if (m_line.isLive())
        m_silence.start();
}

void VoiceCapture::setLevel(float level)
{
    m_level = level;
    Q_EMIT levelChanged(level);
}

void VoiceCapture::onCaptured(const audio::Pcm &block)
{
    if (!m_open) // on its way when the microphone was closed
        return;
    setLevel(audio::level(block));
    if (isGated()) {
        m_stream.restart();
    } else {
        m_stream.push(block, m_playback.isPlaying());
        if (audio::rmsDb(block) > kSpeechDb)
            m_lastHeard = m_clock.now();
    }

    const bool mayBargeIn = m_mode == ListeningMode::Headphones && m_line.isLive()
        && m_playback.isPlaying() && (!m_serverStopsSpeech || m_playback.isReplay());
    if (mayBargeIn && m_onset.push(block))
        Q_EMIT spokenOver();
    Q_EMIT changed(); // the gate opens with time
}

void VoiceCapture::onDeviceChanged(audio::Direction direction)
{
    if (direction != audio::Direction::Input)
        return;
    using State = audio::EndpointStatus::State;
    const State state = m_card.status(direction).state;
    const bool isGone = state == State::Missing || state == State::Failed;
    if (state == State::Open)
        m_silence.stop(); // what is heard from now on follows instead
    if (m_open && isGone) {
        setLevel(0);
        endTurn();
    }
    Q_EMIT changed();
}

} // namespace holdline::client
