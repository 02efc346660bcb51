// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicetranscriber.h"

#include "speech/service/servicerecognition.h"

namespace holdline::speech {

ServiceTranscriber::ServiceTranscriber(Transcriber &onBoard, const Clock &clock,
                                       const Service::Limits &limits)
    : m_onBoard(onBoard)
    , m_clock(clock)
    , m_service("recognition", limits)
{
}

void ServiceTranscriber::setSettings(const RecognitionSettings &settings)
{
    m_settings = settings;
    m_streams = true;
    m_service.setAddress(settings.service);
}

void ServiceTranscriber::load()
{
    if (!m_service.isUsable())
        m_onBoard.load();
}

bool ServiceTranscriber::understands(const QString &language) const
{
    return m_service.isUsable() || m_onBoard.understands(language);
}

std::unique_ptr<Recognition> ServiceTranscriber::begin(Speaker speaker, const Clues &clues)
{
    if (!m_service.isUsable())
        return m_onBoard.begin(speaker, clues);
    return std::make_unique<ServiceRecognition>(
        ServiceRecognition::Engine{m_service, m_settings, m_streams, m_onBoard, m_clock}, speaker,
        clues);
}

} // namespace holdline::speech
