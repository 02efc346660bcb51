// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/enginecontroller.h"

#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/vault/accesstokens.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// A key is for one service, whatever the path and the engine.
QString keyName(const QString &url)
{
    return u"service "_s
        + QUrl(url).toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QByteArray commandName(Engine engine)
{
    switch (engine) {
    case Engine::Language:
        return "language";
    case Engine::Recognition:
        return "recognition";
    case Engine::Voice:
        return "voice";
    }
    Q_UNREACHABLE();
}

QByteArray inJson(const EngineChoice &choice)
{
    QJsonObject json;
    if (!choice.isBuiltIn())
        json = {{u"url"_s, choice.url},
                {u"model"_s, choice.model},
                {u"key"_s, QString::fromUtf8(choice.key)},
                {u"voice"_s, choice.voice}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace

EngineController::EngineController(Engine engine, EmbeddedServer &server, ClientSettings &settings,
                                   AccessTokens &tokens, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_server(server)
    , m_settings(settings)
    , m_tokens(tokens)
{
}

void EngineController::begin()
{
    const EngineChoice saved = m_settings.engine(m_engine);
    if (saved.isBuiltIn())
        return; // the server may have a model from its own settings
    use(saved);
    findKey(saved.url, [this, saved](const QByteArray &key) {
        if (key.isEmpty() || m_choice != saved)
            return;
        EngineChoice whole = saved;
        whole.key = key;
        use(whole);
    });
}

void EngineController::change(const EngineChoice &choice)
{
    const EngineChoice before = m_choice;
    if (choice == before)
        return;
    m_settings.setEngine(m_engine, choice);
    if (!choice.isBuiltIn() && (choice.key != before.key || choice.url != before.url))
        m_tokens.store(keyName(choice.url), choice.key);
    use(choice);
}

void EngineController::findKey(const QString &url,
                               const std::function<void(const QByteArray &key)> &found)
{
    m_tokens.find(keyName(url), found);
}

void EngineController::use(const EngineChoice &choice)
{
    m_choice = choice;
    m_server.setCommand(commandName(m_engine), inJson(choice));
    Q_EMIT changed();
}

} // namespace holdline::client
