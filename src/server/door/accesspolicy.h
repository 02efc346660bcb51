// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace holdline::server {

/// Decides which requests are let in, by origin and by token. Pages of foreign websites are
/// refused. If a token is set, requests without it are refused, too. A plain value.
class AccessPolicy
{
public:
    /// `allowedOrigins` are written as browsers send them ("https://voice.example.org"); "*" allows
    /// every origin. With an empty `token` no token is needed.
    AccessPolicy(QStringList allowedOrigins, const QByteArray &token);

    /// True for a request without an origin (it comes from no browser), for the server's own pages
    /// and for an allowed origin. `host` is the value of the Host header; the caller has checked
    /// with ServerNames that it names this server.
    bool allowsOrigin(const QByteArray &origin, const QByteArray &host) const;
    /// True if no token is needed or `authorization`, the value of the Authorization header, has
    /// the right one. Compares in constant time.
    bool allowsAuthorization(const QByteArray &authorization) const;

private:
    QStringList m_allowedOrigins;
    QByteArray m_tokenHash; ///< SHA-256; empty if no token is needed
};

} // namespace holdline::server
