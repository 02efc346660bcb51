// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/heldmemory.h"
#include "server/session/sessionquota.h"
#include "server/session/sessionregistry.h"

namespace holdline::server {

/// Decides whether a client may begin another session: there must be room among all sessions, among
/// those of the client's network, and in memory. A client that comes back to its session is always
/// admitted. Owned by Server; main thread.
class Admission
{
public:
    struct Limits
    {
        int sessions; ///< in memory
        int perNetwork; ///< of them
    };

    /// `registry` and `memory` must outlive this object.
    Admission(const SessionRegistry &registry, const HeldMemory &memory, Limits limits)
        : m_registry(registry)
        , m_memory(memory)
        , m_sessions(limits.sessions)
        , m_quota(limits.perNetwork)
    {
    }

    /// True if a client from `peer` may begin another session.
    bool admits(const QHostAddress &peer) const
    {
        return m_quota.hasRoom(peer) && m_registry.counts().total < m_sessions
            && !m_memory.isFull();
    }
    /// Takes a place for a session of `peer`.
    SessionShare take(const QHostAddress &peer) { return m_quota.take(peer); }

private:
    const SessionRegistry &m_registry;
    const HeldMemory &m_memory;
    int m_sessions;
    SessionQuota m_quota;
};

} // namespace holdline::server
