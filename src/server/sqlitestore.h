// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/sessionstore.h"

#include <memory>

namespace holdline::server {

/// Keeps sessions in one SQLite file (WAL, synchronous=NORMAL: survives the process, and power loss
/// up to the last checkpoint), written by a thread of its own that puts all waiting batches into
/// one transaction. Fails when openSessionDatabase() does.
Result<std::unique_ptr<SessionStore>, StoreRefusal> openSqliteStore(const QString &path);

} // namespace holdline::server
