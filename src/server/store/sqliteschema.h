// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "server/store/sessionstore.h"
#include "server/store/sqlite.h"

namespace holdline::server {

/// Opens the session store at `path` for this process alone. If there is none, makes an empty one
/// and the folders above it. The file and those that SQLite keeps beside it are made readable for
/// their owner only. A store of an older version is upgraded in one transaction. Fails if the file
/// is damaged, read-only, in use, not a store of Holdline, or of a newer version.
Result<sqlite::Database, StoreRefusal> openSessionDatabase(const QString &path);

/// The refusal of a store whose tables do not match its version.
StoreRefusal damagedStore(const QString &path, const QString &detail);

/// Renames the store at `path`, and the files that SQLite keeps beside it, to
/// "PATH.damaged-DATE-TIME". Returns that name. Fails with a sentence for the operator.
Result<QString, QString> moveStoreAside(const QString &path, WallTime now);

/// A new empty database without a file.
Result<sqlite::Database, sqlite::Error> makeMemoryDatabase();

} // namespace holdline::server
