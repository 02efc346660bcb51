// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/settings/accesssettings.h"

#include "server/door/servernames.h"
#include "server/settings/servicesettings.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.scheme().isEmpty() && !url.host().isEmpty()
        && text
        == url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment
                        | QUrl::RemoveUserInfo)
               .toString();
}

} // namespace

Outcome<QString> setOrigins(ServerSettings &settings, const QString &value)
{
    QStringList origins;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        const QString origin = part.trimmed();
        if (!isOrigin(origin))
            return notA(origin, u"an origin such as https://example.org:8443"_s);
        origins.append(origin);
    }
    settings.allowedOrigins = origins;
    return Success{};
}

Outcome<QString> setServerNames(ServerSettings &settings, const QString &value)
{
    QStringList names;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        const QString name = part.trimmed();
        if (!ServerNames::isName(name))
            return notA(name, u"a host name such as voice.example.org"_s);
        names.append(name);
    }
    settings.serverNames = names;
    return Success{};
}

Outcome<QString> setProxies(ServerSettings &settings, const QString &value)
{
    QList<QHostAddress> proxies;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts)) {
        const QHostAddress address(part.trimmed());
        if (address.isNull())
            return notA(part.trimmed(), u"an IP address of a proxy"_s);
        proxies.append(address);
    }
    settings.trustedProxies = proxies;
    return Success{};
}

QString showProxies(const ServerSettings &settings)
{
    QStringList addresses;
    for (const QHostAddress &address : settings.trustedProxies)
        addresses.append(address.toString());
    return addresses.join(u',');
}

Result<QByteArray, QString> readToken(const QString &value)
{
    auto token = readSecret(value);
    if (token && token.value().size() < ServerSettings::kShortestToken)
        return Failure{u"the token in \"%1\" can be guessed: it needs %2 characters, as from "
                       "\"openssl rand -hex 32\""_s.arg(value)
                           .arg(ServerSettings::kShortestToken)};
    return token;
}

} // namespace holdline::server
