// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/sessionregistry.h"

namespace holdline::server {

/// Gives plain clients their sessions back, from memory or from the store. Owned by PlainCalls;
/// main thread.
class PlainSessions : public QObject
{
    Q_OBJECT

public:
    using Restored = std::function<void(Session *)>;

    /// `registry` and `clock` must outlive this.
    PlainSessions(SessionRegistry &registry, const Clock &clock, QObject *parent = nullptr);

    /// The session of that id, attached, with a context that is cut to `contextAge`; null if the id
    /// is unknown, expired, or belongs to a durable session. `done` is never called from within
    /// restore(). A session that is already attached is given out again: the caller closes the
    /// older connection, and detaches the session if its new client is gone when `done` is called.
    void restore(const SessionId &id, Restored done);

private:
    void handOutLater(const SessionId &id, Restored done);
    void finishRestore(const SessionId &id, const Result<Lookup, StoreError> &answer);
    Session *revive(const StoredSession &stored);
    void reattach(Session &session, Duration away);

    SessionRegistry &m_registry;
    const Clock &m_clock;
    std::unordered_map<SessionId, std::vector<Restored>> m_waiting; ///< for the store
};

} // namespace holdline::server
