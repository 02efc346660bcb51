// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/endpoint.h"
#include "client/setup/connectionchoice.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

class AccessTokens;
class ClientSettings;
class EmbeddedServer;
class ReconnectingSocket;
class SessionIds;
class SessionSecrets;

/// What is remembered of servers, some of it in a keychain that may have to ask its user first.
/// All must outlive who uses it.
struct Memories
{
    const SessionIds &ids;
    SessionSecrets &secrets;
    AccessTokens &tokens;
};

/// Connects the line to the chosen server, and starts the embedded server if that is the choice.
/// Applies changes at once. Owned by the application; GUI thread.
class ConnectionController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    ConnectionController(ReconnectingSocket &socket, EmbeddedServer &server,
                         ClientSettings &settings, const Memories &memories,
                         QObject *parent = nullptr);

    /// The choice of earlier runs, without the token, because reading a token may take time.
    ConnectionChoice saved() const { return saved(m_settings); }
    static ConnectionChoice saved(const ClientSettings &settings);
    /// The choice that applies now.
    const ConnectionChoice &choice() const { return m_choice; }
    bool isEmbedded() const { return m_choice.address.isEmpty(); }
    /// True if a token can outlive this run.
    bool hasKeychain() const;

    /// Applies a choice for this run only. If the token is empty, uses the stored token of earlier
    /// runs.
    void begin(const ConnectionChoice &choice);
    /// Applies what differs from choice(), and stores it for the next run.
    void change(const ConnectionChoice &choice);
    /// Starts the embedded server again if it has given up.
    void revive();

Q_SIGNALS:
    /// Emitted when choice() changes.
    void changed();
    /// The keychain takes its time, and nothing is dialled before it has answered.
    void keychainAwaited(bool awaited);
    /// The token is kept for this run only.
    void tokenNotKept();

private:
    void useServer();
    void useEmbeddedServer();
    void useAddress();
    void findToken();
    void findSession();
    void dial();
    void endWait();
    void keep(const ConnectionChoice &before);

    ReconnectingSocket &m_socket;
    EmbeddedServer &m_server;
    ClientSettings &m_settings;
    const Memories m_memories;
    ConnectionChoice m_choice;
    QTimer m_slow; ///< while the keychain may still answer soon
    bool m_isAwaiting = false; ///< the keychain
    bool m_isWaitTold = false;
};

} // namespace holdline::client
