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
    /// `secrets` has the secrets of earlier processes, and the folder `outboxes` what they have
    /// left unsent. Without them it is a new client that leaves nothing behind.
    explicit HastyClient(const QUrl &server, std::unique_ptr<client::Vault> secrets = nullptr,
                         const QString &outboxes = {});

    void start() { m_line.start(); }
    client::SessionLine &line() { return m_line; }
    client::ReconnectingSocket &socket() { return m_socket; }
    const Clock &clock() const { return m_clock; }

private:
    Clock m_clock;
    QTemporaryDir m_folder;
    QSettings m_settings;
    client::SessionIds m_ids;
    client::SessionSecrets m_secrets;
    client::ReconnectingSocket m_socket;
    client::SessionLine m_line;
};

} // namespace holdline::chaos
