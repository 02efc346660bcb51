// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/durablereport.h"

#include "client/session/durableline.h"
#include "client/session/line.h"
#include "client/voice/answerplayback.h"

namespace holdline::client {

DurableReport::DurableReport(Line &line, AnswerPlayback &playback)
    : PlaybackReport(playback)
    , m_line(line)
{
}

void DurableReport::tellPlayed()
{
    if (const auto played = playback().played())
        m_line.durable().tellPlayed(*played);
}

void DurableReport::tellStopped()
{
    const bool isReadOn = playback().isRead() && playback().isIncomplete();
    if (!playback().isUnderWay() && !isReadOn)
        return;
    const protocol::Played reached = playback().reached();
    m_line.send(protocol::Interrupt{.utterance = reached.utterance, .position = reached.position});
}

} // namespace holdline::client
