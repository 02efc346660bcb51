// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>
#include <QUrl>

namespace holdline::client {

/// Where to connect to and as whom.
struct Endpoint
{
    QUrl url; ///< ws or wss, without a session id
    QByteArray token; ///< sent as `Authorization: Bearer`; empty: none
    QString sessionKey; ///< under which the session id of this server is kept
    QString host; ///< for people; empty for the embedded server

    /// The sessionKey of the server that belongs to this client.
    static constexpr QLatin1StringView kEmbedded{"embedded"};

    /// Whether nobody on the way can listen: encrypted, within this computer, or nowhere.
    bool isPrivate() const;
    /// Whether it is within this computer.
    bool isLocal() const;

    /// For a server given by address: "voice.example.org", "ws://127.0.0.1:8000" and the like.
    /// Adds ws:// for loopback and wss:// elsewhere when the scheme is missing, and the path /ws.
    /// An invalid or foreign address, or one with a user name or password in it, gives an Endpoint
    /// whose url is not valid.
    static Endpoint forAddress(const QString &address);

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

} // namespace holdline::client
