// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkmachine.h"

#include <cstddef>
#include <optional>

namespace holdline::testing {

/// The time at which each test of the machine begins.
inline constexpr Instant kNow{std::chrono::hours(1)};
inline const client::LinkTimings kTimings;

/// How often `effects` contains `effect`.
std::ptrdiff_t count(const client::link::Effects &effects, client::link::Effect effect);

/// A LinkMachine on its first dial, whose time the test controls.
class LinkDriver
{
public:
    explicit LinkDriver(const QString &policy = QStringLiteral("standard"), quint32 seed = 1);

    client::link::Effects handle(const client::link::Event &event);
    client::link::Effects wait(Duration time);
    /// Advances the time to the next deadline. Returns how long that took.
    Duration waitForDeadline(client::link::Effects *effects = nullptr);
    /// Receives no bytes until the line is given up. Returns the time since the first ping.
    Duration waitForTheEnd();

    void open();
    void openDurable();
    void openAndHear();
    void hear();
    /// The welcome of a holdline.v1 server.
    void join();
    void settle();
    /// A conversation begins on a line that answers.
    void talk();
    void pong(Duration roundTrip);
    void refuse();
    void close(int code, const QString &text = {});

    int dial() const { return m_machine.state().dial; }
    int attempt() const { return m_machine.state().backoff.attempt(); }
    /// Why the line waits or has failed; None in all other stages.
    client::LossReason reason() const;
    template <typename S>
    const S *in() const
    {
        return std::get_if<S>(&m_machine.state().stage);
    }

    Instant now = kNow;

private:
    client::LinkMachine m_machine;
};

} // namespace holdline::testing
