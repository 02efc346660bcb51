// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace holdline::server {

/// Who may come in: pages of foreign websites may not, and with a token set nobody may without it.
class AccessPolicy
{
public:
    /// `allowedOrigins` as browsers write them ("https://voice.example.org"); "*" lets all in. An
    /// empty token asks for none.
    AccessPolicy(QStringList allowedOrigins, const QByteArray &token);

    /// No origin (not a browser), the server's own page, or one that was allowed. `host`, the value
    /// of the Host header, must be a name of this server: see ServerNames.
    bool allowsOrigin(const QByteArray &origin, const QByteArray &host) const;
    /// The value of an Authorization header, compared in constant time.
    bool allowsAuthorization(const QByteArray &authorization) const;

private:
    QStringList m_allowedOrigins;
    QByteArray m_tokenHash; ///< empty: no token is asked for
};

} // namespace holdline::server
