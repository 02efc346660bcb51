// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/sessionregistry.h"

#include <QByteArray>

namespace holdline::server {

/// One component in the answer of /health.
struct ComponentHealth
{
    bool ok = true;
    QString detail; ///< what is wrong, or a remark; may be empty
};

/// The health of a store; `trouble` is its SessionStore::trouble().
ComponentHealth storeHealth(const std::optional<StoreError> &trouble);

struct Health
{
    WallTime timestamp;
    SessionCounts sessions;
    Duration timeout; ///< of a detached session
    ComponentHealth store;
    ComponentHealth recognizer;
    ComponentHealth synthesizer;
    ComponentHealth responder;
};

/// The body of GET /health. The status is "degraded" if one component is.
QByteArray healthJson(const Health &health);

} // namespace holdline::server
