// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

namespace holdline::client {

class Line;

/// Cuts what the microphone hears, in blocks of any length at 48 kHz, into frames of 2 048 samples
/// and sends them as long as the line is up. GUI thread.
class MicrophoneStream
{
public:
    /// Both must outlive this.
    MicrophoneStream(Line &line, const Clock &clock) : m_line(line), m_clock(clock) { }

    /// `speechPlaying` tells the server that an answer sounds meanwhile.
    void push(audio::PcmView block, bool speechPlaying);
    /// Forgets the samples of the unfinished frame: what comes next does not follow upon them.
    void restart() { m_unsent.clear(); }

private:
    Line &m_line;
    const Clock &m_clock;
    audio::Pcm m_unsent;
};

} // namespace holdline::client
