// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/vault/sessionsecrets.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace holdline::chaos {

/// The client's end of a line as in the app, but more impatient: it notices a dead line within half
/// a second and dials at once.
class HastyClient
{
public:
    /// What earlier processes have left behind.
    struct Home
    {
        QString folder; ///< of settings and secrets
        bool hasOutboxes = false; ///< and of what they have not sent
    };

    /// A new client that leaves nothing behind.
    explicit HastyClient(const QUrl &server);
    HastyClient(const QUrl &server, const Home &home);

    void start() { m_line.start(); }
    client::SessionLine &line() { return m_line; }
    client::ReconnectingSocket &socket() { return m_socket; }
    const Clock &clock() const { return m_clock; }

private:
    HastyClient(const QUrl &server, const QString &settings, std::unique_ptr<client::Vault> secrets,
                const QString &outboxes);

    Clock m_clock;
    QTemporaryDir m_folder; ///< of a new client
    QSettings m_settings;
    client::SessionIds m_ids;
    client::SessionSecrets m_secrets;
    client::ReconnectingSocket m_socket;
    client::SessionLine m_line;
};

} // namespace holdline::chaos
