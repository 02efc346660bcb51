// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"

#include <memory>
#include <unordered_map>

namespace holdline::server {

/// A session's place in the quota of the network that its client came from last. It is given back
/// when the last copy goes.
using SessionShare = std::shared_ptr<const PeerNetwork>;

/// Keeps one network from taking all the sessions that a server can hold. This machine may, for a
/// proxy can stand there. Owned by the Server; main thread.
class SessionQuota
{
public:
    /// So many sessions in memory for each network.
    explicit SessionQuota(int perNetwork) : m_perNetwork(perNetwork) { }

    /// Whether a client from there may have another session.
    bool hasRoom(const QHostAddress &peer) const;
    /// One session more of `peer`, also when there is no room: whoever comes back is let in.
    SessionShare take(const QHostAddress &peer);
    /// How many networks have sessions, or had some until lately.
    std::size_t networkCount() const { return m_shares.size(); }

private:
    void forgetEmpty();

    int m_perNetwork;
    std::unordered_map<PeerNetwork, std::weak_ptr<const PeerNetwork>> m_shares;
    std::size_t m_forgetAt = 64; ///< networks
};

} // namespace holdline::server
