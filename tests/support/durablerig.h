// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakedurableserver.h"
#include "support/lineclient.h"

namespace holdline::testing {

/// An item of 100 ms from the microphone. `index` counts items from 0.
protocol::AudioItem spoken(int index);
/// A text whose id is its words without spaces.
protocol::TextMessage text(const QString &words);
/// The next `count` warnings about protocol violations do not fail the test.
void expectViolations(int count);

/// A Durable server and a client's line to it, which is not started yet.
struct DurableRig
{
    LineHome home;
    FakeDurableServer server;
    LineClient client;

    explicit DurableRig(const BackoffPolicy &policy = quickPolicy());

    client::SessionLine &line() { return client.line; }
    FakeVoiceServer &wire() { return server.wire(); }
    qsizetype sessions() const { return client.sessions.size(); }

    /// Sets the server at `host` as the endpoint, with the dialect of `choice`.
    void address(const QString &host, const client::DialectChoice &choice);
    /// Starts the line. Returns whether its first session begins.
    [[nodiscard]] bool enter();
    /// Lets the server disappear until it reappears. Returns whether the line notices it.
    [[nodiscard]] bool loseServer();
};

} // namespace holdline::testing
