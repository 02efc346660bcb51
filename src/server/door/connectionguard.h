// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"
#include "server/door/tokenbucket.h"

#include <variant>

namespace holdline::server {

/// Decides about each connection before it costs anything: so many per second from one network, and
/// so many in all. This machine counts as one that may be all, for a proxy can stand there.
///
/// A connection that is turned away takes no token. It is given the next place in the queue of its
/// network, and only if its network has a token to spare also in the queue of all: what a network
/// sends beyond its own rate changes nothing for others. Nothing is remembered about a connection;
/// a network has two moments, and the queue moves on by itself as time passes.
class ConnectionGuard
{
public:
    struct Limits
    {
        int perSecond = 500;
        int perAddress = 20; ///< and second
    };
    struct Admit
    {
    };
    /// Tell it to come back at `place`, when it will be admitted.
    struct TurnAway
    {
        Instant place;
    };
    /// The queue is longer than kLongestQueue: not a byte for it.
    struct Drop
    {
    };
    using Verdict = std::variant<Admit, TurnAway, Drop>;

    /// The rate of a few seconds is admitted at once: a home or an office whose line comes back
    /// sends all of its clients within a moment.
    static constexpr Duration kBurst = std::chrono::seconds(3);
    /// No place further away than this is given.
    static constexpr Duration kLongestQueue = std::chrono::seconds(30);

    explicit ConnectionGuard(Limits limits);

    /// A connection is there.
    Verdict arrive(const QHostAddress &peer, Instant now);
    /// How many are remembered.
    std::size_t networkCount() const { return m_buckets.size(); }

private:
    TokenBucket::Rate m_all;
    TokenBucket::Rate m_each;
    TokenBucket m_bucket;
    PeerTable<TokenBucket> m_buckets;
};

} // namespace holdline::server
