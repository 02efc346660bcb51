// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

namespace holdline::client {

class PlainLine;

/// Cuts the microphone's sound into frames for a Plain server: takes blocks of any length at 48 kHz
/// and sends frames of 2 048 samples while the line is live. Owned by VoiceCapture; GUI thread.
class MicrophoneStream
{
public:
    /// Both must outlive this.
    MicrophoneStream(PlainLine &line, const Clock &clock) : m_line(line), m_clock(clock) { }

    /// `speechPlaying`: an answer is playing, and each frame tells the server so.
    void push(audio::PcmView block, bool speechPlaying);
    /// Drops the samples of the unfinished frame, because the next samples do not follow them.
    void restart() { m_unsent.clear(); }

private:
    PlainLine &m_line;
    const Clock &m_clock;
    audio::Pcm m_unsent;
};

} // namespace holdline::client
