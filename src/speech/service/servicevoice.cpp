// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicevoice.h"

#include "speech/service/servicespeech.h"

namespace holdline::speech {

ServiceVoice::ServiceVoice(Voice &onBoard, int sampleRate, const Clock &clock,
                           const Service::Limits &limits)
    : m_onBoard(onBoard)
    , m_sampleRate(sampleRate)
    , m_clock(clock)
    , m_service("voice", limits)
{
}

void ServiceVoice::setSettings(const VoiceSettings &settings)
{
    m_settings = settings;
    m_format = Format::Pcm;
    m_service.setAddress(settings.service);
}

std::unique_ptr<Speech> ServiceVoice::speak(const QString &sentence, const Manner &manner)
{
    if (!m_service.isUsable())
        return m_onBoard.speak(sentence, manner);
    return std::make_unique<ServiceSpeech>(
        ServiceSpeech::Engine{m_service, m_settings, m_format, m_onBoard, m_clock}, m_sampleRate,
        sentence, manner);
}

} // namespace holdline::speech
