// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

namespace holdline::server {

/// The store for `--store memory`: keeps sessions while the process runs. It has the same tables as
/// a file, so that the same rules apply. It takes at most `limit` bytes.
std::unique_ptr<SessionStore> memoryStore(qint64 limit = kDefaultStoreLimit);

} // namespace holdline::server
