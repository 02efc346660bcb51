// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakenetworkwatch.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"

#include <QSignalSpy>
#include <QTimer>

namespace holdline::testing {

client::Endpoint endpointOf(const FakeVoiceServer &server);

/// A client with settings of its own and a good server, not connected yet. A Plain line interprets
/// what the server says.
struct SocketRig
{
    LineHome home;
    FakeVoiceServer server;
    FakeNetworkWatch *network = new FakeNetworkWatch; ///< owned by the client's socket
    LineClient client;
    client::ReconnectingSocket &socket = client.socket;
    QSignalSpy started{&client.line, &client::Line::sessionStarted};
    QSignalSpy losses{&client.socket, &client::ReconnectingSocket::lost};
    QTimer microphone;

    explicit SocketRig(const client::LinkTimings &timings = quickTimings(),
                       const BackoffPolicy &policy = quickPolicy());

    [[nodiscard]] bool connectToSession();
    /// Sends more than any line can carry from now on: 256 KiB every 10 ms.
    void speakOnAndOn();

    template <typename S>
    const S *in() const
    {
        return client.in<S>();
    }
    const client::link::Failed *failed() const { return client.failed(); }
    qsizetype sessions() const { return client.sessions.size(); }
    client::Line::Session::Origin origin(int index) const { return client.sessions[index].origin; }
};

} // namespace holdline::testing
