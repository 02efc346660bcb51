// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/settings/servicesettings.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr qint64 kLongestSecret = 4096;

QJsonObject objectIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

/// Reads the members url, model and key, of which the first is not empty.
Outcome<QString> readService(const QJsonObject &choice, QUrl &base, QString &model, QByteArray &key)
{
    if (auto set = setServiceUrl(base, choice["url"_L1].toString()); !set)
        return set;
    if (auto set = setServiceName(model, choice["model"_L1].toString()); !set)
        return set;
    key = choice["key"_L1].toString().toUtf8();
    return Success{};
}

Outcome<QString> readService(const QJsonObject &choice, speech::ServiceAddress &service)
{
    return readService(choice, service.base, service.model, service.key);
}

bool namesService(const QJsonObject &choice)
{
    return !choice["url"_L1].toString().isEmpty();
}

} // namespace

Failure<QString> notA(const QString &value, const QString &what)
{
    return Failure{u"\"%1\" is not %2"_s.arg(value, what)};
}

Result<QByteArray, QString> readSecret(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{u"\"%1\" cannot be read (%2)"_s.arg(path, file.errorString())};
    const QByteArray secret = file.readLine(kLongestSecret).trimmed();
    const auto isUsable = [](char c) { return c > ' ' && c < '\x7f'; };
    if (secret.isEmpty() || !std::all_of(secret.begin(), secret.end(), isUsable))
        return Failure{u"\"%1\" has no token (ASCII without spaces) on its first line"_s.arg(path)};
    return secret;
}

Outcome<QString> setServiceUrl(QUrl &base, const QString &value)
{
    const QUrl url(value, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"https" || url.scheme() == u"http";
    const bool isBase = url.isValid() && isHttp && !url.host().isEmpty() && !url.hasQuery()
        && !url.hasFragment() && url.userInfo().isEmpty();
    if (!isBase)
        return notA(value, u"an address such as http://127.0.0.1:11434/v1"_s);
    base = url;
    return Success{};
}

Outcome<QString> setServiceName(QString &name, const QString &value)
{
    const auto isUsable = [](QChar c) { return c > u' ' && c < u'\x7f'; };
    if (value.isEmpty() || !std::ranges::all_of(value, isUsable))
        return notA(value, u"a name without spaces, such as llama3.2"_s);
    name = value;
    return Success{};
}

Outcome<QString> setServiceKey(QByteArray &key, const QString &file)
{
    const auto read = readSecret(file);
    if (!read)
        return Failure{read.error()};
    key = read.value();
    return Success{};
}

Result<speech::ChatSettings, QString> languageFrom(const QByteArray &json,
                                                   const speech::ChatSettings &now)
{
    speech::ChatSettings settings{.instructions = now.instructions,
                                  .contextTokens = now.contextTokens};
    const QJsonObject choice = objectIn(json);
    if (!namesService(choice))
        return settings;
    if (const auto read = readService(choice, settings.base, settings.model, settings.key); !read)
        return Failure{read.error()};
    return settings;
}

Result<speech::RecognitionSettings, QString> recognitionFrom(const QByteArray &json,
                                                             const speech::RecognitionSettings &now)
{
    const QJsonObject choice = objectIn(json);
    speech::RecognitionSettings settings{.language = choice["language"_L1].toString(now.language),
                                         .partials = now.partials};
    if (!namesService(choice))
        return settings;
    if (const auto read = readService(choice, settings.service); !read)
        return Failure{read.error()};
    return settings;
}

Result<speech::VoiceSettings, QString> voiceFrom(const QByteArray &json)
{
    const QJsonObject choice = objectIn(json);
    speech::VoiceSettings settings{.voice = choice["voice"_L1].toString()};
    if (!namesService(choice))
        return settings;
    if (const auto read = readService(choice, settings.service); !read)
        return Failure{read.error()};
    return settings;
}

} // namespace holdline::server
