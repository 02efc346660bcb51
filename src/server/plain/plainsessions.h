// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/sessionregistry.h"

namespace holdline::server {

/// Restores sessions for plain clients, from memory or from the store. Owned by PlainCalls; main
/// thread.
class PlainSessions : public QObject
{
    Q_OBJECT

public:
    using Restored = std::function<void(Session *)>;

    /// `registry` and `clock` must outlive this object.
    PlainSessions(SessionRegistry &registry, const Clock &clock, QObject *parent = nullptr);

    /// Finds a plain session and attaches it; its context is cut to the last `contextAge`. `done`
    /// gets null if `id` is unknown, expired, or belongs to a Durable session; it is never called
    /// from within restore().
    ///
    /// A session that is attached already is returned, too. The caller then closes the older
    /// connection. If the new client is gone when `done` is called, the caller detaches the
    /// session.
    void restore(const SessionId &id, Restored done);

private:
    void handOutLater(const SessionId &id, Restored done);
    void finishRestore(const SessionId &id, const Result<Lookup, StoreError> &answer);
    Session *revive(const StoredSession &stored);
    void reattach(Session &session, Duration away);

    SessionRegistry &m_registry;
    const Clock &m_clock;
    std::unordered_map<SessionId, std::vector<Restored>> m_waiting; ///< waiting for the store
};

} // namespace holdline::server
