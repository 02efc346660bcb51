// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/client.h"
#include "model/server.h"

namespace holdline::testing {

/// The first promise that the two have broken; empty if they keep all of them:
/// - what the user did takes effect at the server in order and once;
/// - the client shows what the conversation became, in order and once;
/// - only what is durable is acknowledged, and what is not acknowledged is in the client's file;
/// - the user hears each sample of an answer, whatever process plays it.
QString brokenPromise(const Client::View &client, const Server::View &server);

/// True if everything done and said has arrived, and neither end has anything left to do.
bool isSettled(const Client::View &client, const Server::View &server);

} // namespace holdline::testing
