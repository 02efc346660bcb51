// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/connectionguard.h"

using namespace std::chrono_literals;

namespace holdline::server {

ConnectionGuard::ConnectionGuard(Limits limits)
    : m_all(limits.perSecond, kBurst)
    , m_each(limits.perAddress, kBurst)
    , m_buckets(kMaxNetworks)
{
}

ConnectionGuard::Verdict ConnectionGuard::arrive(const QHostAddress &peer, Instant now)
{
    const PeerNetwork network = networkOf(peer);
    const TokenBucket::Rate &rate = isThisMachine(network) ? m_all : m_each;
    TokenBucket &own =
        m_buckets.use(network, [&](const TokenBucket &bucket) { return bucket.isFull(now); });
    const bool isWithinItsRate = own.wait(rate, now) == 0s;
    if (isWithinItsRate && m_bucket.wait(m_all, now) == 0s) {
        own.take(rate, now);
        m_bucket.take(m_all, now);
        return Admit{};
    }
    auto wait = own.waitInQueue(rate, now);
    if (isWithinItsRate)
        wait = std::max(wait, m_bucket.waitInQueue(m_all, now));
    if (wait > kLongestQueue)
        return Drop{};
    own.promise(rate, now);
    if (isWithinItsRate)
        m_bucket.promise(m_all, now);
    return TurnAway{now + wait};
}

} // namespace holdline::server
