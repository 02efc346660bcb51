// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>
#include <QUrl>

namespace holdline::client {

/// The address and the access token of one server. A plain value.
struct Endpoint
{
    QUrl url; ///< ws or wss, without a session id
    QByteArray token; ///< sent as `Authorization: Bearer`; empty: none
    QString sessionKey; ///< the key under which ids, secrets and tokens of this server are kept
    QString host; ///< for people; empty for the embedded server

    /// The sessionKey of the embedded server.
    static constexpr QLatin1StringView kEmbedded{"embedded"};

    /// Whether others on the way cannot listen: the connection is encrypted or stays within this
    /// computer. Also true for an empty url.
    bool isPrivate() const;
    /// Whether the server is on this computer.
    bool isLocal() const;

    /// For a server given by address: "voice.example.org", "ws://127.0.0.1:8000" and the like. Adds
    /// ws:// for loopback and wss:// elsewhere when the scheme is missing, and the path /ws when
    /// there is none. An invalid or foreign address, or one with a user name or password in it,
    /// gives an Endpoint whose url is not valid.
    static Endpoint forAddress(const QString &address);

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

} // namespace holdline::client
