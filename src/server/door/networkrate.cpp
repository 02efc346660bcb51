// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/networkrate.h"

namespace holdline::server {

std::shared_ptr<NetworkRate> NetworkRates::of(const QHostAddress &peer, Instant now)
{
    const PeerNetwork network = networkOf(peer);
    if (isThisMachine(network))
        return nullptr;
    std::shared_ptr<NetworkRate> &rate =
        m_rates.use(network, [now](const std::shared_ptr<NetworkRate> &oldest) {
            return oldest.use_count() == 1 && oldest->isPaid(now);
        });
    if (!rate)
        rate = std::make_shared<NetworkRate>();
    return rate;
}

} // namespace holdline::server
