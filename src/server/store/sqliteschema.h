// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "server/store/sessionstore.h"
#include "server/store/sqlite.h"

namespace holdline::server {

/// Opens the session store at `path` for this process alone, or makes an empty one (with the
/// folders above it). Only its owner may read the file and what SQLite keeps beside it, whatever
/// their modes were. A store of an older version is brought to this one, in one transaction. Fails
/// when the file is damaged, read-only, in use, no Holdline store or one of a newer version.
Result<sqlite::Database, StoreRefusal> openSessionDatabase(const QString &path);

/// The refusal of a store whose tables are not what its version says.
StoreRefusal damagedStore(const QString &path, const QString &detail);

/// Renames the store at `path`, and what SQLite keeps beside it, to "PATH.damaged-DATE-TIME" and
/// returns that name. Fails with a sentence for the operator.
Result<QString, QString> moveStoreAside(const QString &path, WallTime now);

/// An empty one without a file.
Result<sqlite::Database, sqlite::Error> makeMemoryDatabase();

} // namespace holdline::server
