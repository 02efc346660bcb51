// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/endpointer.h"
#include "audio/resampler.h"
#include "audio/voicedetector.h"

namespace holdline::client {

/// Hears when somebody begins to speak into the microphone, for servers that cannot tell. With the
/// same ears as our own server: 5 of 8 voiced frames of 10 ms. Not thread-safe.
class SpeechOnset
{
public:
    /// True when speech begins within this block, of any length at 48 kHz.
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
