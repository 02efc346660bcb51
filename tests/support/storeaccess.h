// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

namespace holdline::testing {

/// Synchronous versions of a store's calls: they run the event loop until the answer comes.
/// `nullopt` if it does not come.
std::optional<Outcome<server::StoreError>> commitAndWait(server::SessionStore &store,
                                                         server::Batch batch);
bool commits(server::SessionStore &store, server::Batch batch);
std::optional<Result<server::Lookup, server::StoreError>>
loadAndWait(server::SessionStore &store, const SessionId &id, int messageLimit = 100);
/// The stored session; `nullopt` if there is none.
std::optional<server::StoredSession> stored(server::SessionStore &store, const SessionId &id,
                                            int messageLimit = 100);
/// A part of the history; `nullopt` if it cannot be read.
std::optional<server::HistoryPage> historyPage(server::SessionStore &store, const SessionId &id,
                                               qint64 from, qint64 bytes);
/// Whether there is a tombstone of the session.
bool isExpired(server::SessionStore &store, const SessionId &id);
std::optional<std::vector<SessionId>> sweepAndWait(server::SessionStore &store,
                                                   const server::SweepLimits &limits,
                                                   std::vector<SessionId> keep = {});

} // namespace holdline::testing
