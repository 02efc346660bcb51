// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkmachine.h"

#include <cstddef>
#include <optional>

namespace holdline::testing {

/// When each test of the machine begins.
inline constexpr Instant kNow{std::chrono::hours(1)};
inline const client::LinkTimings kTimings;

/// How often `effect` is among `effects`.
std::ptrdiff_t count(const client::link::Effects &effects, client::link::Effect effect);

/// A machine with the time in hand, on its first dial.
class LinkDriver
{
public:
    explicit LinkDriver(const QString &policy = QStringLiteral("standard"), quint32 seed = 1);

    client::link::Effects handle(const client::link::Event &event);
    client::link::Effects wait(Duration time);
    /// Lets the next deadline come; how long that took.
    Duration waitForDeadline(client::link::Effects *effects = nullptr);
    /// Nothing comes until the line is given up; how long after the first ping that was.
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
    /// Why it waits or has failed; None in all other stages.
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
