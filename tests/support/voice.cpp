// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/voice.h"

#include "audio/resampler.h"
#include "speech/flitesynthesizer.h"
#include "speech/pocketsphinxrecognizer.h"

namespace holdline::testing {

namespace {
constexpr std::chrono::milliseconds kSilenceBefore(300);
}

audio::Pcm silence(std::chrono::milliseconds duration)
{
    return audio::Pcm(audio::samplesIn(duration, audio::kDeviceRate), 0);
}

audio::Pcm voice(const QString &text, std::chrono::milliseconds silenceAfter)
{
    auto synthesizer = speech::fliteSynthesizer()();
    if (!synthesizer)
        return {};
    audio::Resampler resampler(synthesizer.value()->sampleRate(), audio::kDeviceRate);
    audio::Pcm pcm = silence(kSilenceBefore);
    const auto spoken = synthesizer.value()->speak(text, {}, [&](audio::PcmView block) {
        const audio::Pcm converted = resampler.process(block);
        pcm.insert(pcm.end(), converted.begin(), converted.end());
        return true;
    });
    if (!spoken)
        return {};
    pcm.resize(pcm.size() + audio::samplesIn(silenceAfter, audio::kDeviceRate), 0);
    return pcm;
}

QString understood(const audio::Pcm &pcm)
{
    auto recognizer = speech::pocketsphinxRecognizer()();
    if (!recognizer)
        return {};
    audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
    recognizer.value()->start();
    recognizer.value()->feed(resampler.process(pcm));
    return recognizer.value()->finish();
}

} // namespace holdline::testing
