// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/answerplayback.h"

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
{
    m_progress.setInterval(kProgressInterval);
    connect(&m_progress, &QTimer::timeout, this, &AnswerPlayback::progressed);
    connect(&card, &audio::SoundCard::playbackStarted, this, &AnswerPlayback::onCardStarted);
    connect(&card, &audio::SoundCard::playbackFinished, this, &AnswerPlayback::onCardFinished);
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
        if (m_intake == Intake::KeptOnly) // the last of the answer that was stopped
            return;
        beginAnswer();
    }
    const audio::Pcm pcm = audio::fromBytes(bytes);
    const auto kept = std::min(pcm.size(), kKeptSamples - m_kept.size());
    m_kept.insert(m_kept.end(), pcm.begin(), pcm.begin() + static_cast<std::ptrdiff_t>(kept));
    m_received += static_cast<qint64>(pcm.size());
    if (m_intake != Intake::Open)
        return;
    m_queued += static_cast<qint64>(pcm.size());
    m_card.play(pcm);
}

void AnswerPlayback::onLineLost()
{
    m_complete = true;
    m_expectsAnother = true;
    m_intake = Intake::Open;
}

void AnswerPlayback::stop()
{
    const bool moreToCome = !m_complete || m_queued > 0;
    if (m_intake == Intake::Open && moreToCome)
        m_intake = Intake::KeptOnly;
    silence();
}

void AnswerPlayback::interrupt()
{
    m_intake = Intake::Closed;
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
    m_queued = static_cast<qint64>(m_kept.size());
    m_card.play(m_kept);
}

void AnswerPlayback::forget()
{
    if (m_intake == Intake::Open)
        m_intake = Intake::KeptOnly;
    silence();
    m_kept = {};
    m_received = 0;
    m_heardEarlier = 0;
    m_complete = true;
    m_expectsAnother = true;
}

double AnswerPlayback::heard() const
{
    if (m_received == 0)
        return 0;
    return std::min(1.0, static_cast<double>(heardSamples()) / static_cast<double>(m_received));
}

void AnswerPlayback::beginAnswer()
{
    if (m_intake == Intake::KeptOnly)
        m_intake = Intake::Open;
    m_expectsAnother = false;
    m_complete = false;
    m_kept.clear();
    m_received = 0;
    m_heardEarlier = 0;
    // What waits for a device that is not there may never be played.
    m_queued = m_playing ? m_queued : 0;
    m_lead = m_queued;
}

/// From here on nothing sounds, whenever the card tells so: it may do it later.
void AnswerPlayback::silence()
{
    m_heardEarlier = heardSamples();
    m_queued = 0;
    m_lead = 0;
    m_replay = false;
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
    if (!m_playing) // silence() has told it
        return;
    m_playing = false;
    m_replay = false;
    m_progress.stop();
    m_heardEarlier = m_received;
    m_queued = 0;
    m_lead = 0;
    Q_EMIT finished();
}

} // namespace holdline::client
