// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/plainuplink.h"

#include "client/session/plainline.h"
#include "client/voice/answerplayback.h"

namespace holdline::client {

PlainUplink::PlainUplink(PlainLine &line, const AnswerPlayback &playback, const Clock &clock)
    : m_line(line)
    , m_playback(playback)
    , m_stream(line, clock)
{
}

bool PlainUplink::isOpen() const
{
    return m_line.isLive();
}

void PlainUplink::push(const audio::Pcm &block, bool gated)
{
    if (gated)
        m_stream.restart();
    else
        pushSilence(block);
}

void PlainUplink::pushSilence(const audio::Pcm &block)
{
    m_stream.push(block, m_playback.isPlaying());
}

void PlainUplink::noteSpeech(Duration duration)
{
    if (!m_line.isLive())
        m_unheard += duration;
}

void PlainUplink::forget()
{
    m_stream.restart();
    m_unheard = Duration(0);
}

} // namespace holdline::client
