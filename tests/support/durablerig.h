// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakedurableserver.h"
#include "support/lineclient.h"

namespace holdline::testing {

/// 100 ms from the microphone, the item with this number from 0 on.
protocol::AudioItem spoken(int index);
/// Identified by its words without their spaces.
protocol::TextMessage text(const QString &words);
/// So many warnings about violations of the protocol do not fail the test.
void expectViolations(int count);

/// A server that holds sessions and a client's line to it, not started yet.
struct DurableRig
{
    LineHome home;
    FakeDurableServer server;
    LineClient client;

    explicit DurableRig(const BackoffPolicy &policy = quickPolicy());

    client::SessionLine &line() { return client.line; }
    FakeVoiceServer &wire() { return server.wire(); }
    qsizetype sessions() const { return client.sessions.size(); }

    /// Speaks as `choice` says, to the server at `host`.
    void address(const QString &host, const client::DialectChoice &choice);
    /// Starts the line; whether its first session begins.
    [[nodiscard]] bool enter();
    /// The server vanishes until it reappears; whether the line notices.
    [[nodiscard]] bool loseServer();
};

} // namespace holdline::testing
