// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"
#include "server/session/sessionregistry.h"

namespace holdline::server {

/// The welcome for a client that gets `session` and offers `offer`. The caller adds mode, epoch,
/// secret and received.
protocol::Welcome welcomeTo(const Session &session, const protocol::AudioOffer &offer,
                            WallTime now);

} // namespace holdline::server
