// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"
#include "server/session/sessionregistry.h"

namespace holdline::server {

/// What a client that offers this is told of a session that it gets: all but its streams and its
/// secret.
protocol::Welcome welcomeTo(const Session &session, const protocol::AudioOffer &offer,
                            WallTime now);

} // namespace holdline::server
