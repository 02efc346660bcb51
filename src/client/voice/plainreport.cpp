// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/plainreport.h"

#include "client/session/line.h"
#include "client/voice/answerplayback.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

PlainReport::PlainReport(Line &line, AnswerPlayback &playback)
    : PlaybackReport(playback)
    , m_line(line)
{
}

bool PlainReport::isAbout(const protocol::ValidationError &error)
{
    const auto namesIt = [](const protocol::FieldError &one) {
        const QString said = one.field + u' ' + one.message;
        return said.contains("tts_start"_L1) || said.contains("tts_stop"_L1);
    };
    const bool isIt = m_lastSent || std::ranges::any_of(error.errors, namesIt);
    m_rejected = m_rejected || isIt;
    return isIt;
}

void PlainReport::onStarted()
{
    if (canTell() && m_line.send(protocol::TtsStart{}))
        m_lastSent = true;
}

void PlainReport::onFinished()
{
    if (canTell() && m_line.send(protocol::TtsStop{}))
        m_lastSent = true;
}

void PlainReport::interrupt()
{
    const bool wasPlaying = playback().isPlaying();
    PlaybackReport::interrupt();
    if (!wasPlaying) // the server waits for the word all the same
        onFinished();
}

bool PlainReport::canTell() const
{
    return !m_rejected && m_line.isLive();
}

} // namespace holdline::client
