// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <memory>

namespace holdline::audio {

/// Tells for each 10 ms of 16 kHz audio whether it contains speech. Uses the voice activity
/// detector of WebRTC's audio processing, and a level below which no sound counts as speech. Not
/// thread-safe.
class VoiceDetector
{
public:
    static constexpr std::size_t kFrameSamples = kSpeechRate / 100;

    VoiceDetector();
    ~VoiceDetector();
    VoiceDetector(VoiceDetector &&) noexcept;
    VoiceDetector &operator=(VoiceDetector &&) noexcept;

    /// `frame` has exactly kFrameSamples samples at 16 kHz.
    bool isVoiced(PcmView frame);

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine; ///< tens of kilobytes, so made with the first frame
};

} // namespace holdline::audio
