// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/client.h"
#include "model/server.h"

namespace holdline::testing {

/// The first promise that these two have broken; empty while all hold:
/// - what was delivered, in either direction, is a prefix of what was produced, each once;
/// - acknowledged is only what the receiver has made durable;
/// - what was not delivered lies in its sender's log, which at the server is the disk.
QString brokenPromise(const Client &client, const Server &server);

/// Everything produced is delivered and acknowledged, and nobody has anything left to do.
bool isSettled(const Client &client, const Server &server);

} // namespace holdline::testing
