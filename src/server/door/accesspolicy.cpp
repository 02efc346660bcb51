// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/accesspolicy.h"

#include "protocol/proof.h"

#include <QCryptographicHash>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// Digests all have the same length, so the comparison does not reveal the length of the token.
QByteArray digest(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

} // namespace

AccessPolicy::AccessPolicy(QStringList allowedOrigins, const QByteArray &token)
    : m_allowedOrigins(std::move(allowedOrigins))
    , m_tokenHash(token.isEmpty() ? QByteArray() : digest(token))
{
}

bool AccessPolicy::allowsOrigin(const QByteArray &origin, const QByteArray &host) const
{
    const QString text = QString::fromLatin1(origin);
    if (origin.isEmpty() || m_allowedOrigins.contains(u"*"_s)
        || m_allowedOrigins.contains(text, Qt::CaseInsensitive))
        return true;
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme() != u"http" && url.scheme() != u"https")
        return false;
    const QUrl own(url.scheme() + u"://"_s + QString::fromLatin1(host), QUrl::StrictMode);
    const int defaultPort = url.scheme() == u"https" ? 443 : 80;
    return !url.host().isEmpty() && url.host() == own.host()
        && url.port(defaultPort) == own.port(defaultPort);
}

bool AccessPolicy::allowsAuthorization(const QByteArray &authorization) const
{
    constexpr QByteArrayView kScheme("bearer ");
    if (m_tokenHash.isEmpty())
        return true;
    if (authorization.left(kScheme.size()).toLower() != kScheme)
        return false;
    return protocol::equalInConstantTime(digest(authorization.mid(kScheme.size()).trimmed()),
                                         m_tokenHash);
}

} // namespace holdline::server
