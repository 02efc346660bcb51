// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/sessionsecrets.h"

#include "client/link/endpoint.h"
#include "core/log.h"

#include <utility>

namespace holdline::client {

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// The stored text: "<id> <secret>".
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
                               Duration patience, QObject *parent)
    : QObject(parent)
    , m_embedded(std::move(embedded))
    , m_others(std::move(others), patience, [this] { Q_EMIT unanswered(); })
{
}

VaultMemory &SessionSecrets::memoryOf(const QString &serverKey)
{
    return serverKey == Endpoint::kEmbedded ? m_embedded : m_others;
}

void SessionSecrets::find(const QString &serverKey, const Found &found)
{
    memoryOf(serverKey).find(serverKey, [found](const std::optional<QByteArray> &content) {
        found(content ? decoded(*content) : std::nullopt);
    });
}

void SessionSecrets::store(const QString &serverKey, const SessionSecret &secret)
{
    memoryOf(serverKey).store(serverKey, encoded(secret), [this, serverKey](bool kept) {
        if (kept)
            m_notKept.remove(serverKey);
        else
            onNotKept(serverKey);
    });
}

void SessionSecrets::forget(const QString &serverKey)
{
    memoryOf(serverKey).forget(serverKey);
}

bool SessionSecrets::lastsBeyondThisRun(const QString &serverKey) const
{
    const VaultMemory &memory = serverKey == Endpoint::kEmbedded ? m_embedded : m_others;
    return memory.lastsBeyondThisRun() && !m_notKept.contains(serverKey);
}

void SessionSecrets::onNotKept(const QString &serverKey)
{
    m_notKept.insert(serverKey);
    Q_EMIT notKept(serverKey);
    if (std::exchange(m_hasTold, true))
        return;
    qCInfo(lcSession) << "There is no place for secrets: sessions are kept for this run only";
    Q_EMIT keptForThisRunOnly();
}

} // namespace holdline::client
