// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/voicedetector.h"
#include "audio/levelmeter.h"

#ifdef HOLDLINE_WEBRTC_AUDIO_0
#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>
#else
#include <modules/audio_processing/include/audio_processing.h>
#endif

#include <algorithm>
#include <array>

namespace holdline::audio {

namespace {
/// Room noise and microphone hiss are below this. Quiet speech into a laptop is above −40 dBFS.
constexpr double kRoomNoiseDb = -47.0;
} // namespace

#ifdef HOLDLINE_WEBRTC_AUDIO_0

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

    bool hearsVoice(PcmView pcm)
    {
        std::copy(pcm.begin(), pcm.end(), frame.data_);
        return processing->ProcessStream(&frame) == webrtc::AudioProcessing::kNoError
            && processing->voice_detection()->stream_has_voice();
    }

    std::unique_ptr<webrtc::AudioProcessing> processing;
    webrtc::AudioFrame frame;
};

#else

struct VoiceDetector::Engine
{
    Engine() : processing(webrtc::AudioProcessingBuilder().Create())
    {
        Q_CHECK_PTR(processing.get());
        webrtc::AudioProcessing::Config config;
        config.voice_detection.enabled = true;
        processing->ApplyConfig(config);
    }

    bool hearsVoice(PcmView pcm)
    {
        const webrtc::StreamConfig format(kSpeechRate, 1);
        return processing->ProcessStream(pcm.data(), format, format, processed.data())
            == webrtc::AudioProcessing::kNoError
            && processing->GetStatistics().voice_detected.value_or(false);
    }

    rtc::scoped_refptr<webrtc::AudioProcessing> processing;
    std::array<Sample, kFrameSamples> processed;
};

#endif

VoiceDetector::VoiceDetector() = default;

VoiceDetector::~VoiceDetector() = default;
VoiceDetector::VoiceDetector(VoiceDetector &&) noexcept = default;
VoiceDetector &VoiceDetector::operator=(VoiceDetector &&) noexcept = default;

bool VoiceDetector::isVoiced(PcmView frame)
{
    Q_ASSERT(frame.size() == kFrameSamples);
    if (!m_engine)
        m_engine = std::make_unique<Engine>();
    // The engine adapts to the background, so it must get the quiet frames, too.
    const bool hasVoice = m_engine->hearsVoice(frame);
    return hasVoice && rmsDb(frame) > kRoomNoiseDb;
}

} // namespace holdline::audio
