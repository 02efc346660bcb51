// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/lineclient.h"

using namespace Qt::StringLiterals;

namespace holdline::testing {

client::LinkTimings quickTimings()
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

BackoffPolicy quickPolicy(int attempts)
{
    return {.initial = Duration(10), .maximum = Duration(40), .attempts = attempts};
}

LineClient::LineClient(LineHome &home, const QUrl &url, const BackoffPolicy &policy,
                       const client::LinkTimings &timings,
                       std::unique_ptr<client::NetworkWatch> network)
    : ids(home.settings)
    , secrets(nullptr, std::make_unique<client::FileVault>(home.folder.path()))
    , socket(policy, ids, clock, nullptr, timings, std::move(network))
    , line(socket, ids, secrets, clock)
{
    using client::DurableLine;
    using client::Line;
    connect(&line, &Line::sessionStarted, this, [this](const Session &session) {
        sessions.append(session);
        if (releasesByItself)
            line.durable().release();
    });
    connect(&line, &Line::lost, this, [this] { ++losses; });
    connect(&line, &Line::received, this,
            [this](const protocol::ServerMessage &message) { messages.append(message); });
    connect(&line.durable(), &DurableLine::speechReceived, this,
            [this](const protocol::AudioItem &item) { speech.append(item); });
    connect(&line.durable(), &DurableLine::historyReceived, this,
            [this](const QList<protocol::HistoryMessage> &part, bool first, bool last) {
                if (first)
                    history = QStringList{u"|"_s};
                for (const protocol::HistoryMessage &message : part)
                    history.append(message.content);
                if (last)
                    history.append(u"."_s);
            });
    connect(&line.durable(), &DurableLine::caughtUp, this, [this] { ++caughtUp; });
    connect(&line, &client::SessionLine::stopped, this, [this] { ++stopped; });
    line.keepUnsentIn(home.folder.path());
    socket.setEndpoint(client::Endpoint::forAddress(url.toString()));
}

LineClient::~LineClient() = default;

} // namespace holdline::testing
