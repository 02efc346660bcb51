// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/playbackreport.h"

#include "client/session/durableline.h"
#include "client/session/line.h"
#include "client/voice/answerplayback.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

PlaybackReport::PlaybackReport(Line &line, AnswerPlayback &playback, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_playback(playback)
{
    connect(&playback, &AnswerPlayback::started, this, &PlaybackReport::onStarted);
    connect(&playback, &AnswerPlayback::finished, this, &PlaybackReport::onFinished);
    connect(&playback, &AnswerPlayback::progressed, this, &PlaybackReport::onProgress);
}

bool PlaybackReport::isAbout(const protocol::ValidationError &error)
{
    const auto namesIt = [](const protocol::FieldError &one) {
        const QString said = one.field + u' ' + one.message;
        return said.contains("tts_start"_L1) || said.contains("tts_stop"_L1);
    };
    const bool isIt = m_lastSent || std::ranges::any_of(error.errors, namesIt);
    m_rejected = m_rejected || isIt;
    return isIt;
}

void PlaybackReport::onSessionStarted(bool another)
{
    m_rejected = false;
    m_playback.onSessionStarted(isDurable(), another);
    if (isDurable())
        tellPlayed();
}

void PlaybackReport::onStarted()
{
    tell(true);
}

void PlaybackReport::onFinished()
{
    if (isDurable())
        tellPlayed();
    else
        tell(false);
}

void PlaybackReport::onProgress()
{
    if (isDurable())
        tellPlayed();
}

void PlaybackReport::stop()
{
    tellStopped();
    m_playback.stop();
}

void PlaybackReport::forget()
{
    tellStopped();
    m_playback.forget();
}

void PlaybackReport::interrupt()
{
    const bool wasPlaying = m_playback.isPlaying();
    m_playback.interrupt();
    if (!wasPlaying)
        tell(false);
}

bool PlaybackReport::isDurable() const
{
    return m_line.kind() == Line::Kind::Durable;
}

void PlaybackReport::tell(bool sounds)
{
    if (isDurable() || m_rejected || !m_line.isLive())
        return;
    if (sounds ? m_line.send(protocol::TtsStart{}) : m_line.send(protocol::TtsStop{}))
        m_lastSent = true;
}

void PlaybackReport::tellPlayed()
{
    if (const auto played = m_playback.played())
        m_line.durable().tellPlayed(*played);
}

void PlaybackReport::tellStopped()
{
    const bool isReadOn = m_playback.isRead() && m_playback.isIncomplete();
    if (!isDurable() || !(m_playback.isUnderWay() || isReadOn))
        return;
    const protocol::Played reached = m_playback.reached();
    m_line.send(protocol::Interrupt{.utterance = reached.utterance, .position = reached.position});
}

} // namespace holdline::client
