// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <memory>

namespace holdline::server {

/// Keeps sessions in one SQLite file (WAL, synchronous=FULL: what is committed survives the process
/// and a power cut), written by a thread of its own that puts all waiting batches into one
/// transaction. It takes no more than `limit` bytes, and some megabytes for what is just being
/// written. Fails when openSessionDatabase() does.
Result<std::unique_ptr<SessionStore>, StoreRefusal>
openSqliteStore(const QString &path, qint64 limit = kDefaultStoreLimit);

} // namespace holdline::server
