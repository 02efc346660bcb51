// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/sessionquota.h"

#include <algorithm>

namespace holdline::server {

bool SessionQuota::hasRoom(const QHostAddress &peer) const
{
    const PeerNetwork network = networkOf(peer);
    const auto shares = m_shares.find(network);
    return isThisMachine(network) || shares == m_shares.end()
        || shares->second.use_count() < m_perNetwork;
}

SessionShare SessionQuota::take(const QHostAddress &peer)
{
    const PeerNetwork network = networkOf(peer);
    std::weak_ptr<const PeerNetwork> &known = m_shares[network];
    SessionShare share = known.lock();
    if (!share) {
        share = std::make_shared<const PeerNetwork>(network);
        known = share;
        forgetEmpty();
    }
    return share;
}

/// Runs whenever the number of networks has doubled, so that the cost for each is small.
void SessionQuota::forgetEmpty()
{
    if (m_shares.size() < m_forgetAt)
        return;
    std::erase_if(m_shares, [](const auto &entry) { return entry.second.expired(); });
    m_forgetAt = std::max(m_forgetAt, 2 * m_shares.size());
}

} // namespace holdline::server
