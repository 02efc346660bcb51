// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/sessionregistry.h"

#include <QByteArray>

namespace holdline::server {

/// One part of the server as /health shows it.
struct ComponentHealth
{
    bool ok = true;
    QString detail; ///< what is wrong, or a remark; may be empty
};

/// Of a store whose trouble() this is.
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

/// The body of GET /health. The whole is "degraded" as soon as one component is.
QByteArray healthJson(const Health &health);

} // namespace holdline::server
