// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/accesstokens.h"

#include "core/log.h"

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr auto kServers = "server/withToken"_L1;

/// Different from the name under which the session of this server is kept.
QString vaultName(const QString &serverKey)
{
    return "token "_L1 + serverKey;
}

} // namespace

AccessTokens::AccessTokens(QSettings &settings, std::unique_ptr<Vault> keychain, Duration patience,
                           QObject *parent)
    : QObject(parent)
    , m_memory(std::move(keychain), patience, [this] { Q_EMIT unanswered(); })
    , m_settings(settings)
{
}

void AccessTokens::find(const QString &serverKey, const Found &found)
{
    if (!m_settings.value(kServers).toStringList().contains(serverKey)) {
        found({});
        return;
    }
    m_memory.find(vaultName(serverKey), [found](const std::optional<QByteArray> &token) {
        found(token.value_or(QByteArray()));
    });
}

void AccessTokens::store(const QString &serverKey, const QByteArray &token)
{
    QStringList servers = m_settings.value(kServers).toStringList();
    const bool hadOne = servers.removeOne(serverKey);
    if (token.isEmpty()) {
        m_settings.setValue(kServers, servers);
        if (hadOne)
            m_memory.forget(vaultName(serverKey));
        return;
    }
    m_settings.setValue(kServers, servers << serverKey);
    m_memory.store(vaultName(serverKey), token, [this](bool kept) {
        if (kept)
            return;
        qCInfo(lcSession) << "There is no place for secrets: the token is kept for this run only";
        Q_EMIT keptForThisRunOnly();
    });
}

} // namespace holdline::client
