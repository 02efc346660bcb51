// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/sessionid.h"
#include "speech/responder.h"

#include <QString>

#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace holdline::server {

// ---- what can be written

struct SessionCreated
{
    SessionId id;
    WallTime at;
};
/// The session was last heard of at `at`; its clock runs from there while nobody is connected.
struct SessionTouched
{
    SessionId id;
    WallTime at;
};
struct SessionReconnected
{
    SessionId id;
    WallTime at;
};
struct MessageAppended
{
    SessionId id;
    speech::Message message;
};
struct MemoryChanged
{
    SessionId id;
    speech::Memory memory; ///< the whole of it
};
struct HistoryCleared
{
    SessionId id;
};
/// Deletes everything about the session but a tombstone, so that a late owner can be told.
struct SessionExpired
{
    SessionId id;
    WallTime at;
};

using Change = std::variant<SessionCreated, SessionTouched, SessionReconnected, MessageAppended,
                            MemoryChanged, HistoryCleared, SessionExpired>;
using Batch = std::vector<Change>;

// ---- what can be read

struct StoredSession
{
    SessionId id;
    WallTime createdAt;
    WallTime lastActiveAt;
    int reconnectionAttempts = 0;
    QList<speech::Message> messages; ///< the newest `messageLimit`, oldest first
    int messageCount = 0; ///< all of them
    speech::Memory memory;
};
struct Tombstone
{
    WallTime expiredAt;
};
/// Nothing: this id was never given out, or so long ago that even its tombstone is gone.
using Lookup = std::variant<std::monostate, StoredSession, Tombstone>;

struct StoreError
{
    enum class Kind { Full, ReadOnly, Damaged, Other };
    Kind kind;
    QString detail; ///< for the log and for /health
};

/// Keeps sessions beyond the life of the process. Called from the server's main thread and never
/// blocking it; every callback comes later on that thread, in the order of the calls.
class SessionStore
{
public:
    using Committed = std::function<void(const Outcome<StoreError> &)>;
    using Loaded = std::function<void(Result<Lookup, StoreError>)>;
    using Swept = std::function<void(Result<std::vector<SessionId>, StoreError>)>;

    virtual ~SessionStore() = default;

    /// All of the batch or nothing of it. A change to a session that is not there is a failure;
    /// only touching and expiring it are not.
    virtual void commit(Batch batch, Committed done) = 0;
    virtual void load(const SessionId &id, int messageLimit, Loaded done) = 0;
    /// Expires every session last active before `expireBefore` except those in `keep` (they are
    /// attached), and drops tombstones older than `forgetBefore`. Reports the expired ones, whose
    /// tombstones are dated `expireBefore`: a store reads no clock.
    virtual void sweep(WallTime expireBefore, WallTime forgetBefore, std::vector<SessionId> keep,
                       Swept done) = 0;
    /// Waits until everything committed so far is written. Only for the orderly end of the process.
    virtual void flush() = 0;
    /// Nothing while all is well; otherwise the last failure, until a commit succeeds. For /health.
    virtual std::optional<StoreError> trouble() const = 0;
};

} // namespace holdline::server
