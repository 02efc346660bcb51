// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/trustedproxies.h"

#include <algorithm>

namespace holdline::server {

TrustedProxies::TrustedProxies(QList<QHostAddress> addresses)
    : m_addresses(std::move(addresses)) { }

bool TrustedProxies::contains(const QHostAddress &address) const
{
    // A socket for both families shows IPv4 addresses mapped into IPv6.
    return std::ranges::any_of(m_addresses, [&](const QHostAddress &proxy) {
        return proxy.isEqual(address, QHostAddress::ConvertV4MappedToIPv4);
    });
}

QHostAddress TrustedProxies::clientBehind(const QHostAddress &peer,
                                          const QByteArray &forwardedFor) const
{
    QList<QByteArray> entries = forwardedFor.split(',');
    QHostAddress client = peer;
    while (contains(client) && !entries.isEmpty()) {
        client.setAddress(QString::fromLatin1(entries.takeLast().trimmed()));
        if (client.isNull())
            return peer;
    }
    return client;
}

} // namespace holdline::server
