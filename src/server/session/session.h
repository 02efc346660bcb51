// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"
#include "server/session/contextwindow.h"
#include "server/session/sessionquota.h"
#include "server/store/sessionchanges.h"

#include <functional>

namespace holdline::server {

/// A conversation that outlives its connections. Owned by the registry; changed only through it.
/// It stays where it is while attached; once detached, it may be gone after the timeout.
struct Session
{
    SessionId id;
    WallTime createdAt{};
    WallTime lastActiveAt{}; ///< of the last inbound byte, or of losing the connection
    Instant detachedAt{}; ///< start of its clock; meaningless while attached
    bool attached = false;
    int reconnectionAttempts = 0;
    int messageCount = 0; ///< said in all, beyond the context
    ContextWindow context;
    speech::Memory memory{};
    bool isNoted = true; ///< the store knows lastActiveAt
    bool isStored = true; ///< the store has not refused to create it
    bool isUsed = false; ///< its client has said something: it stays in memory without its client
    SessionShare share{}; ///< of the network that its client came from last
    bool isDurable = false; ///< holdline.v1: stays in the store when its time in memory is over
    /// Where its changes go, in the order of its streams; not set: to the store at once.
    std::function<void(Change)> write{};
};

/// Names a message for good. Random, because a number would have to be stored: messages that are
/// taken back leave no gap in their count.
QString newMessageId();

struct SessionCounts
{
    int total = 0;
    int active = 0; ///< attached
    int disconnected = 0;
};

} // namespace holdline::server
