// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/messagerate.h"
#include "server/door/peertable.h"

#include <memory>

namespace holdline::server {

/// Limits what the clients of one network may ask of the server together, at the same time or one
/// after another. So a client that floods gains nothing by coming back, in its old session or in a
/// new one. Beyond the limit nobody is sent away, because others of the network may not be to
/// blame: their connections are read one after another, at the pace of the limit. A plain value.
class NetworkRate
{
public:
    /// Costs in each second, in seconds. As costs are at least 13 times the processor time, one
    /// network uses at most a third of the main thread. It is enough for 70 clients that speak at
    /// the same time without a pause.
    static constexpr int kPerSecond = 4;
    /// The costs of this much time are read without a pause: 40 typed messages.
    static constexpr Duration kBurst{500};
    /// Sound takes the time of the recogniser's thread. This part of its cost is for the main
    /// thread.
    static constexpr int kPartOfSound = 10;
    /// Time between the reads of two connections beyond the limit; that of a typed message.
    static constexpr Duration kPlace{13};

    void charge(MessageRate::Cost cost, Instant now)
    {
        m_paidUntil = std::max(m_paidUntil, now) + cost / kPerSecond;
    }
    void chargeSound(MessageRate::Cost cost, Instant now) { charge(cost / kPartOfSound, now); }
    /// How long a connection of this network should not be read; zero if it may be read now.
    /// Beyond the limit each call takes the next place in the queue.
    Duration pause(Instant now)
    {
        const Instant allowed = m_paidUntil - kBurst;
        if (allowed <= now)
            return Duration(0);
        m_lastPlace = std::max(m_lastPlace + kPlace, allowed);
        return std::chrono::ceil<Duration>(m_lastPlace - now);
    }
    bool isPaid(Instant now) const { return m_paidUntil <= now; }

private:
    Instant m_paidUntil{};
    Instant m_lastPlace{};
};

/// The NetworkRate of each network. Each connection shares the rate of its network, so that the
/// rate stays as long as a connection needs it. Owned by the front door; main thread.
class NetworkRates
{
public:
    /// Null for this machine, because its clients may come from a proxy.
    std::shared_ptr<NetworkRate> of(const QHostAddress &peer, Instant now);
    std::size_t networkCount() const { return m_rates.size(); }

private:
    PeerTable<std::shared_ptr<NetworkRate>> m_rates{kMaxNetworks};
};

} // namespace holdline::server
