// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/enginetrial.h"

#include <QDataStream>
#include <QHttpMultiPart>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::client {

namespace {

constexpr Duration kTrialPatience = 60s; // without a byte
constexpr qint64 kLongestAnswer = 256 * 1024;

constexpr auto kJson = "application/json"_L1;

QNetworkRequest requestFor(const EngineChoice &choice, const QString &path, QLatin1String type)
{
    const QString base = choice.url.endsWith(u'/') ? choice.url.chopped(1) : choice.url;
    QNetworkRequest request(QUrl(base + path));
    request.setTransferTimeout(static_cast<int>(kTrialPatience.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    if (!type.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, QString(type));
    if (!choice.key.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + choice.key);
    return request;
}

QByteArray sentence(const EngineChoice &choice)
{
    QJsonObject json{
        {u"model"_s, choice.model}, {u"input"_s, u"Hello."_s}, {u"response_format"_s, u"wav"_s}};
    if (!choice.voice.isEmpty())
        json.insert(u"voice"_s, choice.voice);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// One second of silence at 16 kHz as a WAV file.
QByteArray silence()
{
    constexpr quint32 kRate = 16'000;
    QByteArray wav;
    QDataStream out(&wav, QIODevice::WriteOnly);
    out.setByteOrder(QDataStream::LittleEndian);
    out.writeRawData("RIFF", 4);
    out << quint32(36 + 2 * kRate);
    out.writeRawData("WAVEfmt ", 8);
    out << quint32(16) << quint16(1) << quint16(1) << kRate << quint32(2 * kRate) << quint16(2)
        << quint16(16);
    out.writeRawData("data", 4);
    out << quint32(2 * kRate);
    return wav + QByteArray(2 * kRate, '\0');
}

QHttpPart formPart(const QString &disposition, const QByteArray &body)
{
    QHttpPart part;
    part.setHeader(QNetworkRequest::ContentDispositionHeader, disposition);
    part.setBody(body);
    return part;
}

QByteArray question(const QString &model)
{
    const QJsonObject message{{u"role"_s, u"user"_s}, {u"content"_s, u"Say hello."_s}};
    return QJsonDocument(QJsonObject{{u"model"_s, model},
                                     {u"stream"_s, true},
                                     {u"messages"_s, QJsonArray{message}}})
        .toJson(QJsonDocument::Compact);
}

/// Whether a piece of an answer, or a whole answer, has words in it. What a model thinks before it
/// answers has none.
bool hasWords(const QByteArray &json)
{
    const QJsonValue choice = QJsonDocument::fromJson(json)["choices"_L1][0];
    return !choice["delta"_L1]["content"_L1].toString().isEmpty()
        || !choice["message"_L1]["content"_L1].toString().isEmpty();
}

} // namespace

QNetworkReply *EngineTrial::ask(const EngineChoice &choice)
{
    switch (m_engine) {
    case Engine::Language:
        return m_network.post(requestFor(choice, u"/chat/completions"_s, kJson),
                              question(choice.model));
    case Engine::Voice:
        return m_network.post(requestFor(choice, u"/audio/speech"_s, kJson), sentence(choice));
    case Engine::Recognition:
        break;
    }
    auto *form = new QHttpMultiPart(QHttpMultiPart::FormDataType);
    form->append(formPart(u"form-data; name=\"model\""_s, choice.model.toUtf8()));
    form->append(formPart(u"form-data; name=\"file\"; filename=\"trial.wav\""_s, silence()));
    QNetworkReply *reply = m_network.post(requestFor(choice, u"/audio/transcriptions"_s, {}), form);
    form->setParent(reply);
    return reply;
}

void EngineTrial::start(Engine engine, const EngineChoice &choice)
{
    cancel();
    m_engine = engine;
    m_whole.clear();
    m_start = m_clock.now();
    m_reply = ask(choice);
    connect(m_reply, &QNetworkReply::readyRead, this, &EngineTrial::read);
    connect(m_reply, &QNetworkReply::finished, this, &EngineTrial::end);
}

void EngineTrial::cancel()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

void EngineTrial::read()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_engine == Engine::Voice && status == 200 && m_reply->peek(4) == "RIFF") {
        succeed();
        return;
    }
    if (m_engine != Engine::Language)
        return;
    if (m_whole.size() + m_reply->bytesAvailable() > kLongestAnswer) {
        cancel();
        Q_EMIT failed(ServiceTrouble::NotUnderstood);
        return;
    }
    while (m_reply && m_reply->canReadLine()) {
        const QByteArray line = m_reply->readLine();
        constexpr QByteArrayView kEvent("data:");
        if (!line.startsWith(kEvent))
            m_whole += line;
        else if (hasWords(line.mid(kEvent.size())))
            succeed();
    }
}

/// A service that does not stream sends its whole answer without events.
void EngineTrial::end()
{
    read();
    if (!m_reply)
        return;
    m_whole += m_reply->readAll();
    const bool isHeard =
        m_engine == Engine::Recognition && QJsonDocument::fromJson(m_whole)["text"_L1].isString();
    const bool isAnswered = m_engine == Engine::Language && hasWords(m_whole);
    if (m_reply->error() == QNetworkReply::NoError && (isHeard || isAnswered)) {
        succeed();
        return;
    }
    const ServiceTrouble trouble = troubleOf(*m_reply);
    cancel();
    Q_EMIT failed(trouble);
}

void EngineTrial::succeed()
{
    const Duration first = elapsed(m_clock.now(), m_start);
    cancel(); // the model stops writing
    Q_EMIT succeeded(first);
}

} // namespace holdline::client
