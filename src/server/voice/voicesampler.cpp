// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/voicesampler.h"

#include "core/log.h"
#include "protocol/limits.h"

namespace holdline::server {

namespace {
constexpr std::size_t kMostSamples = audio::samplesIn(protocol::kMaxSample, protocol::kMicRate);
} // namespace

VoiceSampler::VoiceSampler(speech::Voice &voices, QObject *parent)
    : QObject(parent)
    , m_voices(voices)
    , m_resampler(audio::kDeviceRate, protocol::kMicRate)
{
}

void VoiceSampler::speak(const protocol::SampleVoice &request)
{
    m_pcm.clear();
    m_voice = request.voice;
    m_resampler.reset();
    m_speech = m_voices.speak(request.text.trimmed(),
                              {.voice = request.voice, .rate = request.speakingRate});
    connect(m_speech.get(), &speech::Speech::audioAdded, this, &VoiceSampler::add);
    connect(m_speech.get(), &speech::Speech::finished, this, &VoiceSampler::end);
    connect(m_speech.get(), &speech::Speech::failed, this, [this](const QString &reason) {
        qCWarning(lcVoice, "a voice cannot be heard: %s", qPrintable(reason));
        end();
    });
}

void VoiceSampler::add(const audio::Pcm &pcm)
{
    const audio::Pcm added = m_resampler.process(pcm);
    m_pcm.insert(m_pcm.end(), added.begin(), added.end());
    if (m_pcm.size() >= kMostSamples) {
        m_pcm.resize(kMostSamples);
        end();
    }
}

void VoiceSampler::end()
{
    m_speech->disconnect(this);
    m_speech.release()->deleteLater(); // it is the sender of the current signal
    if (!m_pcm.empty())
        Q_EMIT spoken({.voice = m_voice, .pcm = audio::toBytes(std::exchange(m_pcm, {}))});
}

} // namespace holdline::server
