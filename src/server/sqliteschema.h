// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/sqlite.h"

namespace holdline::server {

/// Opens the session store at `path` for this process alone, or makes an empty one (mode 0600, with
/// the folders above it). One of an older version is brought to this one, in one transaction. Fails
/// with a sentence for the operator when the file is damaged, read-only, in use, no Holdline store
/// or one of a newer version.
Result<sqlite::Database, QString> openSessionDatabase(const QString &path);

/// An empty one without a file.
Result<sqlite::Database, sqlite::Error> makeMemoryDatabase();

} // namespace holdline::server
