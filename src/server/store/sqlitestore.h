// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <memory>

namespace holdline::server {

/// A store in one SQLite file (WAL, synchronous=FULL: committed data survives the process and a
/// power cut). A writer thread puts all waiting batches into one transaction. The store takes at
/// most `limit` bytes, plus some megabytes while it writes. Fails if openSessionDatabase() fails.
Result<std::unique_ptr<SessionStore>, StoreRefusal>
openSqliteStore(const QString &path, qint64 limit = kDefaultStoreLimit);

} // namespace holdline::server
