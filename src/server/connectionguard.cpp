// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connectionguard.h"

using namespace std::chrono_literals;

namespace holdline::server {

namespace {

/// A home or an office whose line comes back sends all of its clients within a moment.
constexpr Duration kBurst = 3s;
/// Whoever is turned away and comes again at once is told so for this long.
constexpr Duration kCourtesy = 1s;
constexpr Duration kShortestWait = 1s;
constexpr std::size_t kMaxNetworks = 10'000;

} // namespace

ConnectionGuard::ConnectionGuard(Limits limits)
    : m_all(limits.perSecond, kBurst)
    , m_each(limits.perAddress, kBurst)
    , m_buckets(kMaxNetworks)
{
}

ConnectionGuard::Verdict ConnectionGuard::arrive(const QHostAddress &peer, Instant now)
{
    const PeerNetwork network = networkOf(peer);
    const TokenBucket::Rate rate = rateOf(network);
    TokenBucket &own =
        m_buckets.use(network, [&](const TokenBucket &bucket) { return bucket.isFull(now); });
    const auto wait = std::max(own.wait(rate, now), m_bucket.wait(m_all, now));
    if (wait > kCourtesy)
        return Verdict::Drop;
    own.take(rate, now);
    m_bucket.take(m_all, now);
    return wait > 0s ? Verdict::TurnAway : Verdict::Admit;
}

Duration ConnectionGuard::wait(const QHostAddress &peer, Instant now) const
{
    const PeerNetwork network = networkOf(peer);
    const TokenBucket *own = m_buckets.find(network);
    const auto wait =
        std::max(own ? own->wait(rateOf(network), now) : 0ns, m_bucket.wait(m_all, now));
    return std::max(std::chrono::ceil<Duration>(wait), kShortestWait);
}

TokenBucket::Rate ConnectionGuard::rateOf(PeerNetwork network) const
{
    return isThisMachine(network) ? m_all : m_each;
}

} // namespace holdline::server
