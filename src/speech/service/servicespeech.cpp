// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicespeech.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Kind = ServiceTrouble::Kind;
using Format = ServiceVoice::Format;

/// Nobody needs so long for one sentence: the service does not end.
constexpr std::chrono::microseconds kLongestSentence = 2min;

ServiceCall::Request requestFor(const VoiceSettings &settings, Format format,
                                const QString &sentence, double rate, const QString &voice)
{
    QJsonObject body{{u"model"_s, settings.service.model},
                     {u"input"_s, sentence},
                     {u"response_format"_s, format == Format::Pcm ? u"pcm"_s : u"wav"_s}};
    if (rate != 1)
        body.insert(u"speed"_s, rate);
    if (!voice.isEmpty())
        body.insert(u"voice"_s, voice);
    return {.path = u"audio/speech"_s,
            .contentType = "application/json",
            .body = QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

} // namespace

ServiceSpeech::ServiceSpeech(const Engine &engine, int sampleRate, QString sentence, Manner manner,
                             QString voice)
    : m_engine(engine)
    , m_sampleRate(sampleRate)
    , m_sentence(std::move(sentence))
    , m_manner(std::move(manner))
    , m_voice(std::move(voice))
    , m_askedAt(engine.clock.now())
{
    ask();
}

ServiceSpeech::~ServiceSpeech() = default;

void ServiceSpeech::ask()
{
    m_decoder.reset();
    m_resampler.reset();
    m_trimmer = {};
    m_made = 0;
    m_call = m_engine.service.post(
        requestFor(m_engine.settings, m_engine.format, m_sentence, m_manner.rate, m_voice));
    connect(m_call.get(), &ServiceCall::received, this, &ServiceSpeech::decode);
    connect(m_call.get(), &ServiceCall::finished, this, &ServiceSpeech::end);
    connect(m_call.get(), &ServiceCall::failed, this, &ServiceSpeech::fail);
}

void ServiceSpeech::decode(const QByteArray &bytes)
{
    if (!m_decoder)
        m_decoder.emplace(m_call->contentType());
    const auto pcm = m_decoder->add(bytes);
    if (!pcm) {
        fail({.kind = Kind::Nonsense, .detail = pcm.error()});
        return;
    }
    if (pcm.value().empty())
        return;
    if (!m_resampler)
        m_resampler.emplace(m_decoder->rate(), m_sampleRate);
    const QPointer self(this); // who hears the speech may interrupt it
    add(m_resampler->process(m_trimmer.trim(pcm.value())));
    if (self && m_made > audio::samplesIn(kLongestSentence, m_sampleRate))
        fail({.kind = Kind::Nonsense, .detail = u"the sentence does not end"_s});
}

/// Passes the samples on that were not passed on by an answer that was cut off.
void ServiceSpeech::add(audio::PcmView pcm)
{
    const std::size_t known = std::min(pcm.size(), m_passedOn - std::min(m_passedOn, m_made));
    m_made += pcm.size();
    const audio::PcmView fresh = pcm.subspan(known);
    if (fresh.empty())
        return;
    if (m_passedOn == 0)
        m_engine.service.noteSuccess(elapsed(m_engine.clock.now(), m_askedAt));
    m_passedOn += fresh.size();
    Q_EMIT audioAdded(audio::Pcm(fresh.begin(), fresh.end()));
}

void ServiceSpeech::end()
{
    if (m_made == 0) {
        fail({.kind = Kind::Nonsense, .detail = u"the answer has no sound"_s});
        return;
    }
    m_call.reset();
    const QPointer self(this);
    add(m_resampler->drain());
    if (self)
        Q_EMIT finished();
}

/// A service may know neither the voice of the persona nor PCM.
bool ServiceSpeech::mayAskDifferently(const ServiceTrouble &trouble)
{
    const bool isRefused = trouble.kind == Kind::Refused || trouble.kind == Kind::UnknownModel;
    if (isRefused && m_voice != m_engine.settings.voice) {
        m_voice = m_engine.settings.voice;
        return true;
    }
    return trouble.kind == Kind::Refused
        && std::exchange(m_engine.format, Format::Wav) == Format::Pcm;
}

void ServiceSpeech::fail(const ServiceTrouble &trouble)
{
    m_call.reset();
    const bool isUsable = m_engine.service.isUsable();
    if (isUsable && mayAskDifferently(trouble)) {
        ask();
    } else if (isUsable && isPassing(trouble) && !std::exchange(m_hasRetried, true)) {
        m_engine.service.noteRetry(trouble);
        ask();
    } else {
        m_engine.service.noteFailure(trouble);
        speakOnBoard();
    }
}

void ServiceSpeech::speakOnBoard()
{
    m_onBoard = m_engine.onBoard.speak(m_sentence, m_manner);
    connect(m_onBoard.get(), &Speech::audioAdded, this, &Speech::audioAdded);
    connect(m_onBoard.get(), &Speech::finished, this, &Speech::finished);
    connect(m_onBoard.get(), &Speech::failed, this, &Speech::failed);
}

} // namespace holdline::speech
