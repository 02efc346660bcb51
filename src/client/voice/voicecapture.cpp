// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/voicecapture.h"

#include "audio/levelmeter.h"
#include "client/session/line.h"
#include "client/voice/answerplayback.h"

#include <utility>

namespace holdline::client {

namespace {
/// Speech into a usable microphone is louder than this; the noise of a quiet room is not.
constexpr double kSpeechDb = -45.0;
/// A word begins before it is recognised as one.
constexpr std::size_t kLeadIn =
    audio::samplesIn(std::chrono::milliseconds(500), audio::kDeviceRate);
} // namespace

VoiceCapture::VoiceCapture(Line &line, audio::SoundCard &card, const AnswerPlayback &playback,
                           const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_card(card)
    , m_playback(playback)
    , m_clock(clock)
    , m_stream(line.plain(), clock)
    , m_items(clock)
    , m_heldSpeech(line.durable(), clock)
    , m_silence(clock)
{
    connect(&card, &audio::SoundCard::captured, this, &VoiceCapture::onCaptured);
    connect(&card, &audio::SoundCard::statusChanged, this, &VoiceCapture::onDeviceChanged);
    connect(&playback, &AnswerPlayback::started, this, [this] { m_onset.reset(); });
    connect(&playback, &AnswerPlayback::finished, this,
            [this] { m_gatedUntil = m_clock.now() + kGateTail; });
    connect(&m_silence, &TrailingSilence::silence, this, [this](const audio::Pcm &block) {
        if (isDurable())
            take(m_items.push(block, CaptureStream::Pass::Everything), true);
        else
            m_stream.push(block, m_playback.isPlaying());
    });
    connect(&m_heldSpeech, &HeldSpeech::changed, this, &VoiceCapture::heldSpeechChanged);
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
    m_unheard = Duration(0);
    m_heldSpeech.onLost(isDurable() ? m_items.flush() : CaptureStream::Items());
}

std::optional<HeldSpeech::LateNote> VoiceCapture::onSessionStarted(bool another)
{
    if (!isDurable())
        return std::nullopt;
    flush();
    const auto note = m_heldSpeech.onSessionStarted(another);
    if (!note)
        followUp();
    return note;
}

void VoiceCapture::sendNote()
{
    flush();
    m_heldSpeech.sendNote();
    followUp();
}

void VoiceCapture::discardNote()
{
    m_heldSpeech.discardNote();
    followUp();
}

void VoiceCapture::flush()
{
    take(m_items.flush());
}

void VoiceCapture::forget()
{
    m_stream.restart();
    m_silence.stop();
    m_items.begin();
    m_unheard = Duration(0);
    if (isDurable())
        m_heldSpeech.forget();
}

void VoiceCapture::awaitWords(bool awaits)
{
    m_awaitsWords = awaits;
    m_leadIn.clear();
    m_onset.reset();
    m_stream.restart();
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
    m_stream.restart();
    m_opened = m_opened || open;
    if (open) {
        m_card.openMicrophone();
    } else {
        m_card.closeMicrophone();
        setLevel(0);
        endTurn();
    }
    Q_EMIT openChanged(open);
}

bool VoiceCapture::isDurable() const
{
    return m_line.kind() == Line::Kind::Durable;
}

/// The microphone gives no more sound: ends the turn with silence.
void VoiceCapture::endTurn()
{
    if (m_line.isLive() && !m_heldSpeech.isNoteOffered())
        m_silence.start();
    else if (isDurable())
        flush();
}

/// Ends a turn that was sent late: sends silence that is not marked as late, unless live sound
/// follows anyway.
void VoiceCapture::followUp()
{
    const bool follows = m_open && !isGated()
        && m_card.status(audio::Direction::Input).state == audio::EndpointStatus::State::Open;
    if (m_heldSpeech.owesEnd() && m_line.isLive() && !m_heldSpeech.isNoteOffered() && !follows
        && !m_silence.isActive())
        m_silence.start();
}

void VoiceCapture::send(const audio::Pcm &block, bool gated)
{
    if (!isDurable()) {
        if (gated)
            m_stream.restart();
        else
            m_stream.push(block, m_playback.isPlaying());
        return;
    }
    if (!gated)
        m_silence.stop();
    if (std::exchange(m_opened, false)) {
        flush();
        m_items.begin();
    }
    using Pass = CaptureStream::Pass;
    take(m_items.push(block,
                      gated                          ? Pass::Nothing
                          : m_heldSpeech.isHolding() ? Pass::Voice
                                                     : Pass::Everything));
    if (gated)
        followUp();
}

void VoiceCapture::take(const CaptureStream::Items &items, bool afterwards)
{
    for (protocol::AudioItem item : items) {
        item.speechPlaying = m_playback.isPlaying();
        m_heldSpeech.take(item, afterwards);
    }
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
        if (!m_line.isLive() && !isDurable())
            m_unheard += std::chrono::duration_cast<Duration>(
                audio::durationOf(block.size(), audio::kDeviceRate));
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
        m_opened = true;
    }
    if (m_open && isGone) {
        setLevel(0);
        endTurn();
    }
    Q_EMIT changed();
}

} // namespace holdline::client
