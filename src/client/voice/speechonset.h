// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/endpointer.h"
#include "audio/resampler.h"
#include "audio/voicedetector.h"

namespace holdline::client {

/// Detects that the user begins to speak, for servers that do not detect it. Uses the rule of our
/// own server: 5 voiced frames of 10 ms among the latest 8. Owned by VoiceCapture; GUI thread.
class SpeechOnset
{
public:
    /// Returns true if speech begins within this block. A block has any length, at 48 kHz.
    bool push(audio::PcmView block);
    /// Forgets what was heard so far.
    void reset();

private:
    audio::Resampler m_resampler{audio::kDeviceRate, audio::kSpeechRate};
    audio::VoiceDetector m_detector;
    audio::Endpointer m_endpointer;
    audio::Pcm m_unjudged; ///< less than a frame, at 16 kHz
};

} // namespace holdline::client
