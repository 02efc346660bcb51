// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/durationhistogram.h"
#include "server/store/sessionstore.h"

#include <memory>

namespace holdline::server {

/// Passes everything on to another store and measures how long commits take. Owned by
/// SessionRegistry; main thread.
class MeasuredStore : public SessionStore
{
public:
    /// `store` and `clock` must outlive this object.
    MeasuredStore(SessionStore &store, const Clock &clock);

    /// Times from the call to its answer; includes commits that the store refused.
    const DurationHistogram &commits() const { return *m_commits; }

    using SessionStore::commit;
    void commit(std::shared_ptr<const Batch> batch, Committed done) override;
    void load(const SessionId &id, int messageLimit, Loaded done) override;
    void loadSecret(const SessionId &id, SecretLoaded done) override;
    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override;
    void sweep(const SweepLimits &limits, std::vector<SessionId> keep, Swept done) override;
    void flush() override;
    std::optional<StoreError> trouble() const override;

private:
    SessionStore &m_store;
    const Clock &m_clock;
    std::shared_ptr<DurationHistogram> m_commits; ///< shared with commits that end later
};

} // namespace holdline::server
