// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"

#include <memory>
#include <unordered_map>

namespace holdline::server {

/// A session's place in the quota of the network from which its client came last. The place is free
/// again when the last copy is destroyed.
using SessionShare = std::shared_ptr<const PeerNetwork>;

/// Prevents one network from taking all sessions of the server. This machine has no limit, because
/// clients of a proxy on it seem to come from it. Owned by Server; main thread.
class SessionQuota
{
public:
    /// `perNetwork` is the number of sessions in memory for each network.
    explicit SessionQuota(int perNetwork) : m_perNetwork(perNetwork) { }

    /// True if a client from `peer` may have another session.
    bool hasRoom(const QHostAddress &peer) const;
    /// Takes a place for a session of `peer`, even beyond the limit: a client that comes back to
    /// its session is always let in.
    SessionShare take(const QHostAddress &peer);
    /// Networks that have sessions, or had some recently.
    std::size_t networkCount() const { return m_shares.size(); }

private:
    void forgetEmpty();

    int m_perNetwork;
    std::unordered_map<PeerNetwork, std::weak_ptr<const PeerNetwork>> m_shares;
    std::size_t m_forgetAt = 64; ///< number of networks
};

} // namespace holdline::server
