// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

namespace holdline::server {

/// Keeps sessions for the life of the process only: `--store memory`. The same tables as in a file,
/// so that every rule holds here, too. It takes no more than `limit` bytes.
std::unique_ptr<SessionStore> memoryStore(qint64 limit = kDefaultStoreLimit);

} // namespace holdline::server
