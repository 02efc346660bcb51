// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"
#include "server/store/sessionstore.h"

namespace holdline::server {

/// What a Durable client is told while the store refuses its changes.
protocol::ServerError toldAs(const StoreError &trouble);

} // namespace holdline::server
