// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/sessionsecrets.h"

#include "client/endpoint.h"
#include "core/log.h"

#include <utility>

namespace holdline::client {

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// "<id> <secret>"
QByteArray encoded(const SessionSecret &secret)
{
    return secret.id.toString().toLatin1() + ' ' + secret.secret.toBase64(kBase64);
}

std::optional<SessionSecret> decoded(const QByteArray &content)
{
    const QList<QByteArray> words = content.trimmed().split(' ');
    if (words.size() != 2)
        return std::nullopt;
    const auto id = SessionId::parse(QString::fromLatin1(words[0]));
    const auto secret =
        QByteArray::fromBase64Encoding(words[1], kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    if (!id || !secret || secret.decoded.isEmpty())
        return std::nullopt;
    return SessionSecret{*id, secret.decoded};
}

} // namespace

SessionSecrets::SessionSecrets(std::unique_ptr<Vault> embedded, std::unique_ptr<Vault> others,
                               QObject *parent)
    : QObject(parent)
    , m_embedded(std::move(embedded))
    , m_others(std::move(others))
{
}

SessionSecrets::~SessionSecrets() = default;

Vault *SessionSecrets::vaultOf(const QString &serverKey) const
{
    return serverKey == Endpoint::kEmbedded ? m_embedded.get() : m_others.get();
}

void SessionSecrets::find(const QString &serverKey, const Found &found)
{
    Vault *vault = vaultOf(serverKey);
    if (const auto known = m_known.constFind(serverKey); known != m_known.cend() || !vault) {
        found(known != m_known.cend() ? *known : std::nullopt);
        return;
    }
    QList<Found> &asking = m_asking[serverKey];
    asking.append(found);
    if (asking.size() > 1)
        return;
    vault->read(serverKey, [this, serverKey](const std::optional<QByteArray> &content) {
        if (!m_known.contains(serverKey))
            learn(serverKey, content ? decoded(*content) : std::nullopt);
    });
}

void SessionSecrets::learn(const QString &serverKey, const std::optional<SessionSecret> &secret)
{
    m_known.insert(serverKey, secret);
    const QList<Found> asking = m_asking.take(serverKey);
    for (const Found &found : asking)
        found(secret);
}

void SessionSecrets::store(const QString &serverKey, const SessionSecret &secret)
{
    learn(serverKey, secret);
    if (Vault *vault = vaultOf(serverKey)) {
        vault->write(serverKey, encoded(secret), [this](bool good) {
            if (!good)
                tellNotKept();
        });
    } else {
        tellNotKept();
    }
}

void SessionSecrets::forget(const QString &serverKey)
{
    learn(serverKey, std::nullopt);
    if (Vault *vault = vaultOf(serverKey))
        vault->erase(serverKey);
}

void SessionSecrets::tellNotKept()
{
    if (std::exchange(m_hasTold, true))
        return;
    qCInfo(lcSession) << "There is no place for secrets: sessions are kept for this run only";
    Q_EMIT keptForThisRunOnly();
}

} // namespace holdline::client
