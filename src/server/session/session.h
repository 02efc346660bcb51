// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"
#include "protocol/configuration.h"
#include "server/session/contextwindow.h"
#include "server/session/sessionquota.h"

#include <memory>
#include <optional>

namespace holdline::server {

/// A conversation that its user has left or cleared and may still take back. A plain value.
struct AsideConversation
{
    ContextWindow context;
    int messageCount = 0;
    std::optional<speech::Memory> memory{}; ///< `nullopt` if the memory of the session still counts
};

/// A conversation that outlives its connections. Owned by the registry; ConversationRecord
/// changes what was said in it. Its address is stable while it is attached; once detached, it may
/// be deleted after the timeout.
struct Session
{
    SessionId id;
    WallTime createdAt{};
    WallTime lastActiveAt{}; ///< time of the last inbound byte, or of losing the connection
    Instant detachedAt{}; ///< start of its timeout; meaningless while attached
    bool attached = false;
    int reconnectionAttempts = 0;
    int messageCount = 0; ///< all messages, also those that are not in `context`
    ContextWindow context;
    speech::Memory memory{};
    std::unique_ptr<AsideConversation> aside{}; ///< null unless something was set aside
    protocol::Configuration configuration{};
    bool isNoted = true; ///< the store knows lastActiveAt
    bool isStored = true; ///< false if the store has refused to create it
    bool isUsed = false; ///< an unused session leaves memory with its client
    SessionShare share{}; ///< place in the quota of the network from which its client came last
    bool isDurable = false; ///< Durable dialect: stays in the store after it has left memory
};

struct SessionCounts
{
    int total = 0;
    int active = 0; ///< attached
    int disconnected = 0;
};

} // namespace holdline::server
