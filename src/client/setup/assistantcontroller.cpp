// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/assistantcontroller.h"

#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/vault/accesstokens.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// A key is for one service, whatever the path.
QString keyName(const QString &url)
{
    return u"language "_s
        + QUrl(url).toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QByteArray commandFor(const LanguageChoice &choice)
{
    QJsonObject json;
    if (!choice.isBuiltIn())
        json = {{u"url"_s, choice.url},
                {u"model"_s, choice.model},
                {u"key"_s, QString::fromUtf8(choice.key)}};
    return "language " + QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace

AssistantController::AssistantController(EmbeddedServer &server, ClientSettings &settings,
                                         AccessTokens &tokens, QObject *parent)
    : QObject(parent)
    , m_server(server)
    , m_settings(settings)
    , m_tokens(tokens)
{
}

void AssistantController::begin()
{
    const LanguageChoice saved = m_settings.language();
    if (saved.isBuiltIn())
        return; // the server may have a model from its own settings
    use(saved);
    m_tokens.find(keyName(saved.url), [this, saved](const QByteArray &key) {
        if (key.isEmpty() || m_choice != saved)
            return;
        LanguageChoice whole = saved;
        whole.key = key;
        use(whole);
    });
}

void AssistantController::change(const LanguageChoice &choice)
{
    const LanguageChoice before = m_choice;
    if (choice == before)
        return;
    m_settings.setLanguage(choice);
    if (!choice.isBuiltIn() && (choice.key != before.key || choice.url != before.url))
        m_tokens.store(keyName(choice.url), choice.key);
    use(choice);
}

void AssistantController::use(const LanguageChoice &choice)
{
    m_choice = choice;
    m_server.setCommand(commandFor(choice));
    Q_EMIT changed();
}

} // namespace holdline::client
