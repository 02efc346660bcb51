// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>

namespace holdline::server {

/// The reverse proxies that are believed when they say for whom they speak. A plain value.
class TrustedProxies
{
public:
    TrustedProxies() = default;
    explicit TrustedProxies(QList<QHostAddress> addresses);

    bool contains(const QHostAddress &address) const;
    /// Who is behind a connection from `peer`. Each proxy has added its own peer at the end of
    /// `forwardedFor`, a list with commas; so this is the last entry that is no proxy of ours, and
    /// what stands before it, which anybody can have written, is not read. `peer` itself when that
    /// is no proxy, or when the entry is no address.
    QHostAddress clientBehind(const QHostAddress &peer, const QByteArray &forwardedFor) const;

private:
    QList<QHostAddress> m_addresses;
};

} // namespace holdline::server
