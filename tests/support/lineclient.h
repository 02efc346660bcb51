// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/vault/filevault.h"

#include <QSettings>
#include <QTemporaryDir>

namespace holdline::testing {

/// The deadlines of the product, shortened for tests.
client::LinkTimings quickTimings();

BackoffPolicy quickPolicy(int attempts = 10);

/// The files of a client, for its next run.
struct LineHome
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("holdline.ini")), QSettings::IniFormat};
};

/// The line of a client without the rest of the client. Records what it receives.
struct LineClient : QObject
{
    client::SessionIds ids;
    client::SessionSecrets secrets;
    Clock clock;
    client::ReconnectingSocket socket;
    client::SessionLine line;

    using Session = client::Line::Session;
    QList<Session> sessions;
    int losses = 0;
    QList<protocol::ServerMessage> messages;
    QList<protocol::AudioItem> speech;
    QStringList history; ///< the texts of history; "|" begins a history, "." ends it
    int caughtUp = 0;
    int stopped = 0;
    bool releasesByItself = true;

    LineClient(LineHome &home, const QUrl &url, const BackoffPolicy &policy = quickPolicy(),
               const client::LinkTimings &timings = quickTimings(),
               std::unique_ptr<client::NetworkWatch> network = nullptr);
    ~LineClient() override;

    template <typename S>
    const S *in() const
    {
        return std::get_if<S>(&socket.machine().state().stage);
    }
    const client::link::Failed *failed() const { return in<client::link::Failed>(); }
    /// The origin of the newest session.
    Session::Origin origin() const { return sessions.last().origin; }
};

} // namespace holdline::testing
