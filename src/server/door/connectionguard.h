// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"
#include "server/door/tokenbucket.h"

#include <variant>

namespace holdline::server {

/// Decides about each new connection before it costs anything. Limits the connections per second of
/// one network and of all networks together. Connections from this machine have only the limit for
/// all, because they may come from a proxy. Owned by the front door; main thread.
///
/// A connection that is turned away takes no token. It is given the next place in the queue of its
/// network. If its network is within its own rate, it also takes a place in the queue for all; so
/// the excess of one network does not delay the others. The guard stores two points in time for
/// each network and nothing about single connections; a queue gets shorter as time passes.
class ConnectionGuard
{
public:
    struct Limits
    {
        int perSecond = 500;
        int perAddress = 20; ///< connections of one network per second
    };
    struct Admit
    {
    };
    /// The client should come back at `place`; it will be admitted then.
    struct TurnAway
    {
        Instant place;
    };
    /// The queue is longer than kLongestQueue. The connection is closed without an answer.
    struct Drop
    {
    };
    using Verdict = std::variant<Admit, TurnAway, Drop>;

    /// The connections of this much time are admitted at once: when the line of a home or an office
    /// comes back, all its clients connect within a moment.
    static constexpr Duration kBurst = std::chrono::seconds(3);
    /// The furthest place that is given.
    static constexpr Duration kLongestQueue = std::chrono::seconds(30);

    explicit ConnectionGuard(Limits limits);

    /// Call once for each new connection.
    Verdict arrive(const QHostAddress &peer, Instant now);
    /// Networks that the guard remembers.
    std::size_t networkCount() const { return m_buckets.size(); }

private:
    TokenBucket::Rate m_all;
    TokenBucket::Rate m_each;
    TokenBucket m_bucket;
    PeerTable<TokenBucket> m_buckets;
};

} // namespace holdline::server
