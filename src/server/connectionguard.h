// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/peertable.h"
#include "server/tokenbucket.h"

namespace holdline::server {

/// Decides about each connection before it costs anything: so many per second from one network, and
/// so many in all. This machine counts as one that may be all, for a proxy can stand there.
class ConnectionGuard
{
public:
    struct Limits
    {
        int perSecond = 500;
        int perAddress = 20; ///< and second
    };
    enum class Verdict {
        Admit,
        TurnAway, ///< tell it to come back later
        Drop, ///< it does not listen to that: not a byte for it
    };

    explicit ConnectionGuard(Limits limits);

    /// A connection is there.
    Verdict arrive(const QHostAddress &peer, Instant now);
    /// How long the peer had better stay away.
    Duration wait(const QHostAddress &peer, Instant now) const;
    /// How many are remembered.
    std::size_t networkCount() const { return m_buckets.size(); }

private:
    TokenBucket::Rate rateOf(PeerNetwork network) const;

    TokenBucket::Rate m_all;
    TokenBucket::Rate m_each;
    TokenBucket m_bucket;
    PeerTable<TokenBucket> m_buckets;
};

} // namespace holdline::server
