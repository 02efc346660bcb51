// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/answerplayback.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace holdline::client {

namespace {

constexpr std::chrono::milliseconds kProgressInterval{100};
constexpr std::size_t kKeptSamples = audio::samplesIn(AnswerPlayback::kKept, audio::kDeviceRate);

} // namespace

AnswerPlayback::AnswerPlayback(audio::SoundCard &card, QObject *parent)
    : QObject(parent)
    , m_card(card)
{
    m_progress.setInterval(kProgressInterval);
    connect(&m_progress, &QTimer::timeout, this, &AnswerPlayback::progressed);
    connect(&card, &audio::SoundCard::playbackStarted, this, &AnswerPlayback::onCardStarted);
    connect(&card, &audio::SoundCard::playbackFinished, this, &AnswerPlayback::onCardFinished);
    connect(&card, &audio::SoundCard::playbackStalled, this, &AnswerPlayback::ranDry);
    connect(&card, &audio::SoundCard::statusChanged, this, &AnswerPlayback::noteSilence);
}

void AnswerPlayback::onSessionStarted(bool isDurable, bool another)
{
    if (isDurable != m_isDurable || (isDurable && another)) {
        m_complete = true;
        m_expectsAnother = true;
        m_intake = Intake::Open;
        m_utterance = {};
        m_over = true;
        m_read = false;
        m_map = {};
        m_map.append(0, 0, static_cast<quint64>(m_queued));
    }
    m_isDurable = isDurable;
}

bool AnswerPlayback::onText()
{
    const bool isAnother = m_expectsAnother || m_complete;
    if (isAnother)
        beginAnswer();
    return isAnother;
}

void AnswerPlayback::receive(const QByteArray &bytes)
{
    if (m_intake == Intake::Closed)
        return;
    if (m_expectsAnother) {
        if (m_intake == Intake::KeptOnly) // the rest of the answer that was stopped
            return;
        beginAnswer();
    }
    const audio::Pcm pcm = audio::fromBytes(bytes);
    keep(pcm);
    if (m_intake == Intake::Open)
        playReceived(pcm, 0, 0);
    noteSilence();
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
    if (pcm.empty() || m_forgotten || m_intake == Intake::Closed)
        return;
    keep(pcm);
    if (m_intake == Intake::Open)
        playReceived(pcm, item.stream, m_utterance.end() - pcm.size());
    noteSilence();
}

void AnswerPlayback::receive(const protocol::TtsEnd &message)
{
    m_utterance.finish(message);
}

std::optional<protocol::Played> AnswerPlayback::played()
{
    notePosition();
    if (m_isDurable && m_read)
        return protocol::Played{m_utterance.number(), m_utterance.end(), true};
    if (!m_isDurable || m_map.furthest().utterance == 0)
        return std::nullopt;
    return m_map.furthest();
}

protocol::Played AnswerPlayback::reached()
{
    notePosition();
    if (!m_read && m_map.furthest().utterance == m_utterance.number())
        return m_map.furthest();
    return {.utterance = m_utterance.number(),
            .position = m_read ? m_utterance.end() : m_utterance.begin()};
}

void AnswerPlayback::onLineLost()
{
    m_complete = true;
    m_expectsAnother = true;
    m_intake = Intake::Open;
}

void AnswerPlayback::stop()
{
    const bool moreSpeech = m_isDurable && !m_over && !m_utterance.isWhole(m_utterance.end());
    const bool moreToCome = !m_complete || m_queued > 0 || moreSpeech;
    if (m_intake == Intake::Open && moreToCome)
        m_intake = Intake::KeptOnly;
    m_over = true;
    silence();
}

void AnswerPlayback::interrupt()
{
    m_intake = Intake::Closed;
    m_over = true;
    silence();
}

void AnswerPlayback::resume()
{
    silence();
    m_intake = Intake::Open;
    m_expectsAnother = true;
}

void AnswerPlayback::replay()
{
    if (m_kept.empty())
        return;
    silence();
    if (m_intake == Intake::KeptOnly && !m_expectsAnother)
        m_intake = Intake::Open;
    m_replay = true;
    m_heardEarlier = 0;
    play(m_kept, m_utterance.number(), m_utterance.begin());
}

void AnswerPlayback::forget()
{
    if (m_intake == Intake::Open)
        m_intake = Intake::KeptOnly;
    silence();
    m_forgotten = true;
    m_kept = {};
    m_received = 0;
    m_heardEarlier = 0;
    m_complete = true;
    m_expectsAnother = true;
    m_over = true;
}

bool AnswerPlayback::isUnderWay()
{
    if (!m_isDurable)
        return m_playing || !m_complete;
    notePosition();
    return !m_over && !m_read && m_intake == Intake::Open
        && !m_utterance.isWhole(m_map.furthest().position);
}

Duration AnswerPlayback::unplayed() const
{
    const qint64 played = m_playing ? m_card.playedSamples() : 0;
    const auto waiting = static_cast<std::size_t>(std::max<qint64>(0, m_queued - played));
    return std::chrono::duration_cast<Duration>(audio::durationOf(waiting, audio::kDeviceRate));
}

double AnswerPlayback::heard() const
{
    if (m_received == 0)
        return 0;
    return std::min(1.0, static_cast<double>(heardSamples()) / static_cast<double>(m_received));
}

int AnswerPlayback::spokenCharacters(int length)
{
    if (!m_isDurable)
        return static_cast<int>(std::lround(heard() * static_cast<double>(length)));
    notePosition();
    const bool isNewest = m_map.position().utterance == m_utterance.number();
    return isNewest ? m_utterance.charactersAt(m_map.position().position, length) : 0;
}

void AnswerPlayback::beginAnswer()
{
    m_expectsAnother = false;
    m_complete = false;
    if (!m_isDurable)
        beginSpeech();
}

void AnswerPlayback::beginSpeech()
{
    if (m_intake == Intake::KeptOnly)
        m_intake = Intake::Open;
    m_over = false;
    m_read = false;
    m_forgotten = false;
    m_kept.clear();
    m_received = 0;
    m_heardEarlier = 0;
    // Speech that waits for a missing device may never be played.
    m_queued = m_playing ? m_queued : 0;
    m_lead = m_queued;
    if (!m_playing)
        m_map.clear();
}

void AnswerPlayback::keep(const audio::Pcm &pcm)
{
    const auto kept = std::min(pcm.size(), kKeptSamples - m_kept.size());
    m_kept.insert(m_kept.end(), pcm.begin(), pcm.begin() + static_cast<std::ptrdiff_t>(kept));
    m_received += static_cast<qint64>(pcm.size());
}

void AnswerPlayback::play(const audio::Pcm &pcm, quint32 utterance, quint64 position)
{
    m_queued += static_cast<qint64>(pcm.size());
    if (m_isDurable)
        m_map.append(utterance, position, pcm.size());
    m_card.play(pcm);
}

void AnswerPlayback::playReceived(const audio::Pcm &pcm, quint32 utterance, quint64 position)
{
    if (!isFull())
        play(pcm, utterance, position);
    else if (!m_read && (!std::exchange(m_overrunTold, true) || m_isDurable))
        Q_EMIT overran();
}

bool AnswerPlayback::isFull() const
{
    const std::chrono::minutes most = m_replay ? kMostUnplayed + kKept : kMostUnplayed;
    const auto samples = static_cast<qint64>(audio::samplesIn(most, audio::kDeviceRate));
    return m_card.unplayedSamples() >= samples || m_map.isFull();
}

void AnswerPlayback::notePosition()
{
    if (m_isDurable && m_playing)
        m_map.follow(static_cast<quint64>(m_card.playedSamples()));
}

/// If there is no loudspeaker, the user reads the answer instead: counts it as heard.
void AnswerPlayback::noteSilence()
{
    using State = audio::EndpointStatus::State;
    const State loudspeaker = m_card.status(audio::Direction::Output).state;
    const bool isSilent = loudspeaker == State::Missing || loudspeaker == State::Failed;
    m_read = m_read || (isSilent && (m_isDurable ? isUnderWay() : m_queued > 0));
    if (m_read)
        Q_EMIT progressed();
}

/// Playback counts as stopped from here on, although the card may report it later.
void AnswerPlayback::silence()
{
    notePosition();
    m_map.clear();
    m_heardEarlier = heardSamples();
    m_queued = 0;
    m_lead = 0;
    m_replay = false;
    m_overrunTold = false;
    m_progress.stop();
    const bool wasPlaying = std::exchange(m_playing, false);
    m_card.stopPlayback();
    if (wasPlaying)
        Q_EMIT finished();
}

qint64 AnswerPlayback::heardSamples() const
{
    const qint64 now = m_playing ? std::max<qint64>(0, m_card.playedSamples() - m_lead) : 0;
    return m_heardEarlier + now;
}

void AnswerPlayback::onCardStarted()
{
    m_playing = true;
    m_progress.start();
    Q_EMIT started();
}

void AnswerPlayback::onCardFinished()
{
    if (!m_playing) // silence() has emitted finished()
        return;
    notePosition();
    m_map.clear();
    m_playing = false;
    m_overrunTold = false;
    const bool wasReplay = std::exchange(m_replay, false);
    m_progress.stop();
    // Speech that the card has given up, for example without a device, will not be played.
    m_over = m_over || m_utterance.isWhole(m_utterance.end());
    m_heardEarlier = m_received;
    m_queued = 0;
    m_lead = 0;
    if (!wasReplay && isUnderWay())
        Q_EMIT ranDry();
    Q_EMIT finished();
}

} // namespace holdline::client
