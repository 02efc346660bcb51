// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>

namespace holdline::server {

/// The reverse proxies whose X-Forwarded-For header field the server believes. A plain value.
class TrustedProxies
{
public:
    TrustedProxies() = default;
    explicit TrustedProxies(QList<QHostAddress> addresses);

    bool contains(const QHostAddress &address) const;
    /// The address of the client behind a connection from `peer`. `forwardedFor` is a list with
    /// commas, to which each proxy appends the address of its own peer. Returns the last entry that
    /// is not a trusted proxy; the entries before it are not read, because any client can write
    /// them. Returns `peer` if `peer` is not a trusted proxy, or if an entry that is read is not an
    /// address.
    QHostAddress clientBehind(const QHostAddress &peer, const QByteArray &forwardedFor) const;

private:
    QList<QHostAddress> m_addresses;
};

} // namespace holdline::server
