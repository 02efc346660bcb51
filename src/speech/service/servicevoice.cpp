// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicevoice.h"

#include "speech/service/servicespeech.h"
#include "speech/service/voicelist.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr qsizetype kLongestEngine = 64;

/// Ends a request whose answer nobody needs.
void drop(QNetworkReply *reply)
{
    if (!reply)
        return;
    reply->disconnect();
    reply->abort();
    reply->deleteLater();
}

} // namespace

ServiceVoice::ServiceVoice(Voice &onBoard, VoiceCatalog &catalog, int sampleRate,
                           const Clock &clock, const Service::Limits &limits)
    : m_onBoard(onBoard)
    , m_catalog(catalog)
    , m_sampleRate(sampleRate)
    , m_clock(clock)
    , m_service("voice", limits)
{
    connect(&m_service, &Service::stageChanged, this, [this] {
        if (m_service.stage() == Service::Stage::OnTrial && !m_knowsVoices)
            askForVoices();
    });
}

ServiceVoice::~ServiceVoice()
{
    drop(m_question);
}

void ServiceVoice::setSettings(const VoiceSettings &settings)
{
    const bool isAnother = settings.service != m_settings.service;
    m_settings = settings;
    m_format = Format::Pcm;
    m_service.setAddress(settings.service);
    if (!isAnother)
        return;
    drop(m_question);
    m_question.clear();
    m_knowsVoices = false;
    m_catalog.setOfService({});
    if (settings.service.isSet())
        askForVoices();
}

void ServiceVoice::askForVoices()
{
    if (m_question)
        return;
    m_question = m_service.get(u"audio/voices"_s);
    connect(m_question, &QNetworkReply::finished, this, [this, reply = m_question.data()] {
        reply->deleteLater();
        m_question.clear();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        m_knowsVoices = status != 0 && status < 500; // 404: it has no list
        if (status == 200)
            m_catalog.setOfService(
                decodeVoiceList(reply->readAll(), m_settings.service.model.left(kLongestEngine)));
    });
}

/// A service without a list may know any voice that is not on board.
QString ServiceVoice::voiceFor(const Manner &manner) const
{
    const bool mayBeOfService =
        m_catalog.isOfService(manner.voice) || !m_catalog.isOnBoard(manner.voice);
    return manner.voice.isEmpty() || !mayBeOfService ? m_settings.voice : manner.voice;
}

bool ServiceVoice::speaks(const QString &language) const
{
    return m_service.isUsable() || m_onBoard.speaks(language);
}

std::unique_ptr<Speech> ServiceVoice::speak(const QString &sentence, const Manner &manner)
{
    if (!m_service.isUsable())
        return m_onBoard.speak(sentence, manner);
    return std::make_unique<ServiceSpeech>(
        ServiceSpeech::Engine{m_service, m_settings, m_format, m_onBoard, m_clock}, m_sampleRate,
        sentence, manner, voiceFor(manner));
}

} // namespace holdline::speech
