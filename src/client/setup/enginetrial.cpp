// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/enginetrial.h"

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

void EngineTrial::start(Engine engine, const EngineChoice &choice)
{
    cancel();
    Q_ASSERT(engine == Engine::Language);
    const QString base = choice.url.endsWith(u'/') ? choice.url.chopped(1) : choice.url;
    QNetworkRequest request(QUrl(base + u"/chat/completions"_s));
    request.setTransferTimeout(static_cast<int>(kTrialPatience.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!choice.key.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + choice.key);
    m_whole.clear();
    m_start = m_clock.now();
    m_reply = m_network.post(request, question(choice.model));
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
    if (m_reply->error() == QNetworkReply::NoError && hasWords(m_whole)) {
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
