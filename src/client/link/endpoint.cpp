// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/endpoint.h"

#include <QHash>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

bool isLoopback(const QString &host)
{
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

/// The address as a URL whose scheme may be empty.
QUrl parsed(const QString &address)
{
    if (address.contains("://"_L1))
        return QUrl(address, QUrl::StrictMode);
    // A bare IPv6 address needs brackets, so that its colons are not taken for a port.
    const bool isBareIpv6 = QHostAddress(address).protocol() == QHostAddress::IPv6Protocol;
    return QUrl((isBareIpv6 ? u"//[%1]"_s : u"//%1"_s).arg(address), QUrl::StrictMode);
}

/// ws or wss; empty if a voice server cannot have this scheme.
QString webSocketScheme(const QUrl &url)
{
    static const QHash<QString, QString> schemes{
        {u"ws"_s, u"ws"_s}, {u"wss"_s, u"wss"_s}, {u"http"_s, u"ws"_s}, {u"https"_s, u"wss"_s}};
    if (url.scheme().isEmpty())
        return isLoopback(url.host()) ? u"ws"_s : u"wss"_s;
    return schemes.value(url.scheme());
}

} // namespace

bool Endpoint::isPrivate() const
{
    return url.isEmpty() || url.scheme() == "wss"_L1 || isLocal();
}

bool Endpoint::isLocal() const
{
    return isLoopback(url.host());
}

Endpoint Endpoint::forAddress(const QString &address)
{
    QUrl url = parsed(address.trimmed());
    const QString scheme = webSocketScheme(url);
    // Credentials in an address would end up in logs and settings.
    if (!url.isValid() || url.host().isEmpty() || scheme.isEmpty() || !url.userInfo().isEmpty()
        || url.port() == 0)
        return {};
    url.setScheme(scheme);
    url.setFragment({});
    if (url.path().isEmpty() || url.path() == u"/")
        url.setPath(u"/ws"_s);
    return {.url = url,
            .token = {},
            .sessionKey = url.toString(QUrl::RemoveQuery),
            .host = url.authority()};
}

} // namespace holdline::client
