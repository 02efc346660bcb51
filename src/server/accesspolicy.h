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
    enum class Reach {
        Loopback, ///< only this machine can connect
        Network,
    };

    /// `allowedOrigins` as browsers write them ("https://voice.example.org"); "*" lets all in. An
    /// empty token asks for none.
    AccessPolicy(QStringList allowedOrigins, const QByteArray &token, Reach reach);

    /// No origin (not a browser), the server's own page, or one that was allowed. On a server for
    /// this machine alone a name other than "localhost" is foreign even when the Host header
    /// agrees: any website can point its own name here.
    bool allowsOrigin(const QByteArray &origin, const QByteArray &host) const;
    /// The value of an Authorization header, compared in constant time.
    bool allowsAuthorization(const QByteArray &authorization) const;

private:
    QStringList m_allowedOrigins;
    QByteArray m_tokenHash; ///< empty: no token is asked for
    Reach m_reach;
};

} // namespace holdline::server
