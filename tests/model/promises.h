// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/client.h"
#include "model/server.h"

namespace holdline::testing {

/// The first promise that the two have broken; empty if they keep all of them:
/// - what was delivered, in either direction, is a prefix of what was produced, each item once;
/// - only what the receiver has made durable is acknowledged;
/// - what was not delivered is in the log of its sender; the server's log is on disk.
QString brokenPromise(const Client &client, const Server &server);

/// True if everything produced is delivered and acknowledged, and neither end has anything left to
/// do.
bool isSettled(const Client &client, const Server &server);

} // namespace holdline::testing
