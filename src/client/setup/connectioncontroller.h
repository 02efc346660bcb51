// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/dialectchoice.h"
#include "client/link/endpoint.h"
#include "core/exponentialbackoff.h"

#include <QObject>

namespace holdline::client {

class AccessTokens;
class ClientSettings;
class EmbeddedServer;
class ReconnectingSocket;

/// Which server to talk with, and how.
struct ConnectionChoice
{
    QString address{}; ///< as Endpoint::forAddress() takes it; empty: the embedded server
    QByteArray token{}; ///< for the server at that address
    DialectChoice dialect{};
    BackoffPolicy reconnect{};

    friend bool operator==(const ConnectionChoice &, const ConnectionChoice &) = default;
};

/// Leads the line to the server that was chosen and starts the embedded one when it is that. A
/// change is carried out at once. GUI thread.
class ConnectionController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    ConnectionController(ReconnectingSocket &socket, EmbeddedServer &server,
                         ClientSettings &settings, AccessTokens &tokens, QObject *parent = nullptr);

    /// What was chosen in earlier runs; without the token, which may take its time.
    ConnectionChoice saved() const { return saved(m_settings); }
    static ConnectionChoice saved(const ClientSettings &settings);
    /// What holds now.
    const ConnectionChoice &choice() const { return m_choice; }
    bool isEmbedded() const { return m_choice.address.isEmpty(); }

    /// For this run. An empty token is looked for among those of earlier runs.
    void begin(const ConnectionChoice &choice);
    /// From now on: what is another than in choice() is carried out, and kept for the next run.
    void change(const ConnectionChoice &choice);
    /// An embedded server that has given up gets another chance.
    void revive();

Q_SIGNALS:
    /// choice() did.
    void changed();

private:
    void useServer();
    void useEmbeddedServer();
    void useAddress();
    void setToken(const QByteArray &token);
    void keep(const ConnectionChoice &before);

    ReconnectingSocket &m_socket;
    EmbeddedServer &m_server;
    ClientSettings &m_settings;
    AccessTokens &m_tokens;
    ConnectionChoice m_choice;
};

} // namespace holdline::client
