// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/modelcatalog.h"

#include "client/setup/engineplaces.h"
#include "core/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kPatience{5000};
constexpr qint64 kLongestList = 1024 * 1024;

/// Parts of the names of models for recognition, for voices, and of all that do not answer
/// questions.
constexpr std::array kRecognition{"whisper",   "transcribe", "parakeet", "canary",
                                  "moonshine", "voxtral",    "stt"};
constexpr std::array kVoice{"tts", "kokoro", "piper", "orpheus", "speech"};
constexpr std::array kNoLanguage{"whisper", "transcribe", "tts",    "kokoro", "piper",    "embed",
                                 "rerank",  "moderation", "dall-e", "image",  "realtime", "sora"};

QStringList modelsIn(const QByteArray &json)
{
    QStringList models;
    for (const QJsonValue &model : QJsonDocument::fromJson(json)["data"_L1].toArray())
        models.append(model["id"_L1].toString());
    models.removeAll(QString());
    models.sort();
    return models;
}

/// Servers write the list of voices in different ways: it is bare or a member, and a voice is a
/// name or an object.
QStringList voicesIn(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QJsonArray list = document.array();
    for (const char *member : {"voices", "data", "items"}) {
        if (document[QLatin1StringView(member)].isArray())
            list = document[QLatin1StringView(member)].toArray();
    }
    QStringList voices;
    for (const QJsonValue &voice : list) {
        const QString id = voice["id"_L1].toString(voice["voice_id"_L1].toString());
        voices.append(voice.isString() ? voice.toString()
                                       : (id.isEmpty() ? voice["name"_L1].toString() : id));
    }
    voices.removeAll(QString());
    return voices;
}

bool hasPart(const QString &model, std::span<const char *const> parts)
{
    return std::ranges::any_of(parts, [&](const char *part) {
        return model.contains(QLatin1String(part), Qt::CaseInsensitive);
    });
}

bool isMadeFor(const QString &model, Engine engine)
{
    switch (engine) {
    case Engine::Language:
        return !hasPart(model, kNoLanguage);
    case Engine::Recognition:
        return hasPart(model, kRecognition);
    case Engine::Voice:
        return hasPart(model, kVoice);
    }
    Q_UNREACHABLE();
}

} // namespace

QNetworkReply *ModelCatalog::get(const QUrl &base, const QString &path, const QByteArray &key)
{
    QUrl url = base;
    url.setPath(url.path() + (url.path().endsWith(u'/') ? QString() : u"/"_s) + path);
    QNetworkRequest request(url);
    request.setTransferTimeout(static_cast<int>(kPatience.count()));
    // The key goes to the address that was entered, and to no other.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    if (!key.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + key);
    QNetworkReply *reply = m_network.get(request);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
        if (received > kLongestList)
            reply->abort();
    });
    return reply;
}

void ModelCatalog::askForVoices(const QUrl &base, const QByteArray &key)
{
    QNetworkReply *reply = get(base, u"audio/voices"_s, key);
    connect(reply, &QNetworkReply::finished, this, [this, reply, base] {
        reply->deleteLater();
        const bool isGood = reply->error() == QNetworkReply::NoError;
        if (const QStringList voices = isGood ? voicesIn(reply->readAll()) : QStringList();
            !voices.isEmpty())
            Q_EMIT voicesFound(base, voices);
    });
}

void ModelCatalog::ask(const QUrl &base, const QByteArray &key)
{
    QNetworkReply *reply = get(base, u"models"_s, key);
    connect(reply, &QNetworkReply::finished, this, [this, reply, base] {
        reply->deleteLater();
        const bool isGood = reply->error() == QNetworkReply::NoError;
        const QStringList models = isGood ? modelsIn(reply->readAll()) : QStringList();
        if (models.isEmpty())
            Q_EMIT failed(base, troubleOf(*reply));
        else
            Q_EMIT found(base, models);
        if (m_searched.remove(base) && m_searched.isEmpty())
            Q_EMIT searched();
    });
}

void ModelCatalog::searchThisComputer()
{
    if (!m_searched.isEmpty())
        return;
    for (const EnginePlace &program : kPrograms) {
        const QUrl base(QString::fromLatin1(program.base));
        m_searched.insert(base);
        ask(base, {});
    }
}

QStringList ModelCatalog::fitting(const QStringList &models, Engine engine)
{
    QStringList made;
    std::ranges::copy_if(models, std::back_inserter(made),
                         [&](const QString &model) { return isMadeFor(model, engine); });
    return made;
}

} // namespace holdline::client
