// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/playbackreport.h"

#include "client/voice/answerplayback.h"

namespace holdline::client {

PlaybackReport::~PlaybackReport() = default;

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
    m_playback.interrupt();
}

} // namespace holdline::client
