// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/modelcatalog.h"

#include "core/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

#include <array>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kPatience{5000};
constexpr qint64 kLongestList = 1024 * 1024;

struct Program
{
    const char *name;
    int port;
};
constexpr std::array kPrograms{Program{"Ollama", 11434}, Program{"LM Studio", 1234},
                               Program{"llama.cpp", 8080}, Program{"vLLM", 8000}};

QStringList modelsIn(const QByteArray &json)
{
    QStringList models;
    for (const QJsonValue &model : QJsonDocument::fromJson(json)["data"_L1].toArray())
        models.append(model["id"_L1].toString());
    models.removeAll(QString());
    models.sort();
    return models;
}

ModelCatalog::Trouble troubleOf(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 401 || status == 403)
        return ModelCatalog::Trouble::KeyRefused;
    return status == 0 ? ModelCatalog::Trouble::Unreachable : ModelCatalog::Trouble::NotUnderstood;
}

} // namespace

void ModelCatalog::ask(const QUrl &base, const QByteArray &key)
{
    QUrl url = base;
    url.setPath(url.path() + (url.path().endsWith(u'/') ? u"models"_s : u"/models"_s));
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
    connect(reply, &QNetworkReply::finished, this, [this, reply, base] {
        reply->deleteLater();
        const bool isGood = reply->error() == QNetworkReply::NoError;
        const QStringList models = isGood ? modelsIn(reply->readAll()) : QStringList();
        if (models.isEmpty())
            Q_EMIT failed(base, troubleOf(*reply));
        else
            Q_EMIT found(base, models);
    });
}

void ModelCatalog::searchThisComputer()
{
    for (const Program &program : kPrograms)
        ask(QUrl(u"http://127.0.0.1:%1/v1"_s.arg(program.port)), {});
}

QString ModelCatalog::programAt(const QUrl &base)
{
    if (base.host() != "127.0.0.1"_L1 && base.host() != "localhost"_L1)
        return {};
    for (const Program &program : kPrograms) {
        if (program.port == base.port())
            return QString::fromLatin1(program.name);
    }
    return {};
}

} // namespace holdline::client
