// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/answerplayback.h"

#include "client/voice/speechdialect.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

namespace {

constexpr std::chrono::milliseconds kProgressInterval{100};
constexpr std::size_t kKeptSamples = audio::samplesIn(AnswerPlayback::kKept, audio::kDeviceRate);

} // namespace

AnswerPlayback::AnswerPlayback(audio::SoundCard &card, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_dialect(&plainSpeech())
{
    m_progress.setInterval(kProgressInterval);
    connect(&m_progress, &QTimer::timeout, this, &AnswerPlayback::progressed);
    connect(&card, &audio::SoundCard::playbackStarted, this, &AnswerPlayback::onCardStarted);
    connect(&card, &audio::SoundCard::playbackFinished, this, &AnswerPlayback::onCardFinished);
    connect(&card, &audio::SoundCard::playbackStalled, this, &AnswerPlayback::ranDry);
    connect(&card, &audio::SoundCard::statusChanged, this, &AnswerPlayback::noteSilence);
}

void AnswerPlayback::onSessionStarted(const SpeechDialect &dialect, bool another)
{
    const bool isOther = std::exchange(m_dialect, &dialect) != &dialect;
    if (!isOther && !(another && dialect.numbersUtterances()))
        return;
    apply(AnswerEvent::Abandoned);
    m_answer.isRead = false;
    m_utterance = {};
    m_map = {};
    m_map.append(0, 0, static_cast<quint64>(m_queue.samples)); // these may still play
}

// ---- what comes

bool AnswerPlayback::onText()
{
    const bool isAnother = m_state.text != AnswerState::Text::Growing;
    if (isAnother)
        beginAnswer();
    return isAnother;
}

void AnswerPlayback::receive(const QByteArray &bytes)
{
    if (m_state.awaitsAnother()) {
        if (m_state.intake != AnswerState::Intake::Played) // the rest of an answer that was stopped
            return;
        beginAnswer();
    }
    take(audio::fromBytes(bytes));
}

void AnswerPlayback::receive(const protocol::TtsBegin &message)
{
    if (m_utterance.startIfAnother(message.utterance))
        beginSpeech();
}

void AnswerPlayback::receive(const protocol::AudioItem &item)
{
    if (m_utterance.startIfAnother(item.stream))
        beginSpeech();
    const audio::Pcm pcm = m_utterance.take(item);
    if (!pcm.empty() && m_state.rest != AnswerState::Rest::Forgotten)
        take(pcm);
}

void AnswerPlayback::receive(const protocol::TtsEnd &message)
{
    m_utterance.finish(message);
}

void AnswerPlayback::beginAnswer()
{
    apply(AnswerEvent::TextBegan);
    if (m_dialect->beginsWithText())
        beginSpeech();
}

void AnswerPlayback::beginSpeech()
{
    apply(AnswerEvent::SpeechBegan);
    m_answer = {};
    // Speech that waits for a missing device may never be played.
    m_queue.samples = isPlaying() ? m_queue.samples : 0;
    m_queue.lead = m_queue.samples;
    if (!isPlaying())
        m_map.clear();
}

/// The next samples of the newest answer.
void AnswerPlayback::take(const audio::Pcm &pcm)
{
    if (m_state.intake == AnswerState::Intake::Ignored)
        return;
    keep(pcm);
    if (m_state.intake == AnswerState::Intake::Played) {
        if (!isFull())
            play(pcm, m_utterance.end() - pcm.size());
        else if (!isRead()
                 && (!std::exchange(m_queue.overran, true) || m_dialect->countsEachOverrun()))
            Q_EMIT overran();
    }
    noteSilence();
}

void AnswerPlayback::keep(const audio::Pcm &pcm)
{
    const auto kept = std::min(pcm.size(), kKeptSamples - m_answer.kept.size());
    m_answer.kept.insert(m_answer.kept.end(), pcm.begin(),
                         pcm.begin() + static_cast<std::ptrdiff_t>(kept));
    m_answer.received += static_cast<qint64>(pcm.size());
}

bool AnswerPlayback::isFull() const
{
    const std::chrono::minutes most = isReplay() ? kMostUnplayed + kKept : kMostUnplayed;
    const auto samples = static_cast<qint64>(audio::samplesIn(most, audio::kDeviceRate));
    return m_card.unplayedSamples() >= samples || m_map.isFull();
}

void AnswerPlayback::play(const audio::Pcm &pcm, quint64 position)
{
    m_queue.samples += static_cast<qint64>(pcm.size());
    m_map.append(m_utterance.number(), position, pcm.size());
    m_card.play(pcm);
}

// ---- what the user and the server want

void AnswerPlayback::stop()
{
    const bool moreSpeech = m_state.rest == AnswerState::Rest::Wanted && m_utterance.isExpected();
    const bool moreToCome = isIncomplete() || m_queue.samples > 0 || moreSpeech;
    apply(moreToCome ? AnswerEvent::Stopped : AnswerEvent::PlayedOut);
    silence();
}

void AnswerPlayback::interrupt()
{
    apply(AnswerEvent::Interrupted);
    silence();
}

void AnswerPlayback::resume()
{
    silence();
    apply(AnswerEvent::Resumed);
}

void AnswerPlayback::replay()
{
    if (m_answer.kept.empty())
        return;
    silence();
    apply(AnswerEvent::Replayed);
    m_sound = Sound::ReplayDue;
    m_answer.heardEarlier = 0;
    play(m_answer.kept, m_utterance.begin());
}

void AnswerPlayback::forget()
{
    apply(AnswerEvent::Stopped);
    silence();
    apply(AnswerEvent::Forgotten);
    m_answer = {.isRead = isRead()};
}

// ---- how far it was heard

SpeechSituation AnswerPlayback::situation()
{
    notePosition();
    return {.state = m_state,
            .utterance = m_utterance,
            .map = m_map,
            .isPlaying = isPlaying(),
            .isRead = isRead(),
            .queued = m_queue.samples,
            .heard = heard()};
}

bool AnswerPlayback::isUnderWay()
{
    return m_dialect->isUnderWay(situation());
}

std::optional<protocol::Played> AnswerPlayback::played()
{
    notePosition();
    if (isReadByNumber())
        return protocol::Played{m_utterance.number(), m_utterance.end(), true};
    if (m_map.furthest().utterance == 0)
        return std::nullopt;
    return m_map.furthest();
}

protocol::Played AnswerPlayback::reached()
{
    notePosition();
    if (!isRead() && m_map.furthest().utterance == m_utterance.number())
        return m_map.furthest();
    return {.utterance = m_utterance.number(),
            .position = isRead() ? m_utterance.end() : m_utterance.begin()};
}

Duration AnswerPlayback::unplayed() const
{
    const qint64 played = isPlaying() ? m_card.playedSamples() : 0;
    const auto waiting = static_cast<std::size_t>(std::max<qint64>(0, m_queue.samples - played));
    return std::chrono::duration_cast<Duration>(audio::durationOf(waiting, audio::kDeviceRate));
}

double AnswerPlayback::heard() const
{
    if (m_answer.received == 0)
        return 0;
    return std::min(1.0,
                    static_cast<double>(heardSamples()) / static_cast<double>(m_answer.received));
}

int AnswerPlayback::spokenCharacters(int length)
{
    return m_dialect->spokenCharacters(situation(), length);
}

qint64 AnswerPlayback::heardSamples() const
{
    const qint64 now = isPlaying() ? std::max<qint64>(0, m_card.playedSamples() - m_queue.lead) : 0;
    return m_answer.heardEarlier + now;
}

void AnswerPlayback::notePosition()
{
    if (isPlaying())
        m_map.follow(static_cast<quint64>(m_card.playedSamples()));
}

/// If there is no loudspeaker, the user reads the answer instead: counts it as heard.
void AnswerPlayback::noteSilence()
{
    using State = audio::EndpointStatus::State;
    const State loudspeaker = m_card.status(audio::Direction::Output).state;
    const bool isSilent = loudspeaker == State::Missing || loudspeaker == State::Failed;
    m_answer.isRead = isRead() || (isSilent && m_dialect->isToBeHeard(situation()));
    if (isRead())
        Q_EMIT progressed();
}

// ---- the sound card

/// Playback counts as stopped from here on, although the card may report it later.
void AnswerPlayback::silence()
{
    m_answer.heardEarlier = heardSamples();
    const bool wasPlaying = isPlaying();
    fallSilent();
    m_card.stopPlayback();
    if (wasPlaying)
        Q_EMIT finished();
}

void AnswerPlayback::fallSilent()
{
    notePosition();
    m_map.clear();
    m_queue = {};
    m_sound = Sound::Silent;
    m_progress.stop();
}

void AnswerPlayback::onCardStarted()
{
    m_sound = isReplay() ? Sound::Replaying : Sound::Playing;
    m_progress.start();
    Q_EMIT started();
}

void AnswerPlayback::onCardFinished()
{
    if (!isPlaying()) // silence() has emitted finished()
        return;
    const bool wasReplay = isReplay();
    fallSilent();
    // Speech that the card has given up, for example without a device, will not be played.
    if (m_utterance.isWhole(m_utterance.end()))
        apply(AnswerEvent::PlayedOut);
    m_answer.heardEarlier = m_answer.received;
    if (!wasReplay && isUnderWay())
        Q_EMIT ranDry();
    Q_EMIT finished();
}

} // namespace holdline::client
