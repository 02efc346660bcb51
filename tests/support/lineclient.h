// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/filevault.h"
#include "client/reconnectingsocket.h"
#include "client/sessionids.h"
#include "client/sessionline.h"

#include <QSettings>
#include <QTemporaryDir>

namespace holdline::testing {

/// The product's deadlines, shortened so that nobody waits.
inline client::LinkTimings quickTimings()
{
    using namespace std::chrono_literals;
    return {.dialTimeout = 2s,
            .immediateRetrySpread = 10ms,
            .uncountedSpacing = 20ms,
            .namedWaitSpread = 10ms,
            .sessionNaming = 200ms,
            .hello = 400ms,
            .welcome = 400ms,
            .settling = 400ms,
            .pingTalking = 100ms,
            .pingIdle = 60s,
            .pongWaitTalking = 500ms,
            .pongMargin = 50ms};
}

inline BackoffPolicy quickPolicy(int attempts = 10)
{
    return {.initial = Duration(10), .maximum = Duration(40), .attempts = attempts};
}

/// What a client leaves behind on the disk for its next run.
struct LineHome
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("holdline.ini")), QSettings::IniFormat};
};

/// The line of a client, without the client. It notes what it hears.
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
    QStringList history; ///< contents; "|" begins one, "." ends it
    int caughtUp = 0;
    int stopped = 0;
    bool releasesByItself = true;

    LineClient(LineHome &home, const QUrl &url, const BackoffPolicy &policy = quickPolicy(),
               const client::LinkTimings &timings = quickTimings(),
               std::unique_ptr<client::NetworkWatch> network = nullptr)
        : ids(home.settings)
        , secrets(nullptr, std::make_unique<client::FileVault>(home.folder.path()))
        , socket(policy, ids, clock, nullptr, timings, std::move(network))
        , line(socket, ids, secrets, clock)
    {
        using client::Line;
        connect(&line, &Line::sessionStarted, this, [this](const Session &session) {
            sessions.append(session);
            if (releasesByItself)
                line.release();
        });
        connect(&line, &Line::lost, this, [this] { ++losses; });
        connect(&line, &Line::received, this,
                [this](const protocol::ServerMessage &message) { messages.append(message); });
        connect(&line, &Line::speechReceived, this,
                [this](const protocol::AudioItem &item) { speech.append(item); });
        connect(&line, &Line::historyReceived, this,
                [this](const QList<protocol::HistoryMessage> &part, bool first, bool last) {
                    if (first)
                        history = QStringList{QStringLiteral("|")};
                    for (const protocol::HistoryMessage &message : part)
                        history.append(message.content);
                    if (last)
                        history.append(QStringLiteral("."));
                });
        connect(&line, &Line::caughtUp, this, [this] { ++caughtUp; });
        connect(&line, &client::SessionLine::stopped, this, [this] { ++stopped; });
        socket.setEndpoint(client::Endpoint::forAddress(url.toString()));
    }

    template <typename S>
    const S *in() const
    {
        return std::get_if<S>(&socket.machine().state().stage);
    }
    const client::link::Failed *failed() const { return in<client::link::Failed>(); }
    /// Of the newest session.
    Session::Origin origin() const { return sessions.last().origin; }
};

} // namespace holdline::testing
