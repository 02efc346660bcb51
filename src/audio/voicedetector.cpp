// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/voicedetector.h"
#include "audio/levelmeter.h"

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

#include <algorithm>

namespace holdline::audio {

namespace {
/// Room noise and microphone hiss stay below, quiet speech into a laptop is above −40 dBFS.
constexpr double kFloorDb = -47.0;
} // namespace

struct VoiceDetector::Engine
{
    Engine() : processing(webrtc::AudioProcessing::Create())
    {
        Q_CHECK_PTR(processing.get());
        processing->voice_detection()->set_likelihood(webrtc::VoiceDetection::kLowLikelihood);
        processing->voice_detection()->Enable(true);
        frame.sample_rate_hz_ = kSpeechRate;
        frame.samples_per_channel_ = kFrameSamples;
        frame.num_channels_ = 1;
    }

    std::unique_ptr<webrtc::AudioProcessing> processing;
    webrtc::AudioFrame frame;
};

VoiceDetector::VoiceDetector() = default;

VoiceDetector::~VoiceDetector() = default;
VoiceDetector::VoiceDetector(VoiceDetector &&) noexcept = default;
VoiceDetector &VoiceDetector::operator=(VoiceDetector &&) noexcept = default;

bool VoiceDetector::isVoiced(PcmView frame)
{
    Q_ASSERT(frame.size() == kFrameSamples);
    if (!m_engine)
        m_engine = std::make_unique<Engine>();
    std::copy(frame.begin(), frame.end(), m_engine->frame.data_);
    // The engine adapts to the background, so it hears the quiet frames, too.
    const bool processed =
        m_engine->processing->ProcessStream(&m_engine->frame) == webrtc::AudioProcessing::kNoError;
    return processed && rmsDb(frame) > kFloorDb
        && m_engine->processing->voice_detection()->stream_has_voice();
}

} // namespace holdline::audio
