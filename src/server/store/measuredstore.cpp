// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/measuredstore.h"

#include <utility>

using namespace std::chrono_literals;

namespace holdline::server {

MeasuredStore::MeasuredStore(SessionStore &store, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
    , m_commits(std::make_shared<DurationHistogram>(std::vector<DurationHistogram::Time>{
          250us, 500us, 1ms, 2500us, 5ms, 10ms, 25ms, 50ms, 100ms, 250ms, 1s, 5s}))
{
}

void MeasuredStore::commit(std::shared_ptr<const Batch> batch, Committed done)
{
    m_store.commit(
        std::move(batch),
        [commits = m_commits, &clock = m_clock, begun = m_clock.now(),
         done = std::move(done)](const Outcome<StoreError> &outcome) {
            commits->add(std::chrono::duration_cast<DurationHistogram::Time>(clock.now() - begun));
            if (done)
                done(outcome);
        });
}

void MeasuredStore::load(const SessionId &id, int messageLimit, Loaded done)
{
    m_store.load(id, messageLimit, std::move(done));
}

void MeasuredStore::loadSecret(const SessionId &id, SecretLoaded done)
{
    m_store.loadSecret(id, std::move(done));
}

void MeasuredStore::loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done)
{
    m_store.loadHistory(id, from, bytes, std::move(done));
}

void MeasuredStore::sweep(const SweepLimits &limits, std::vector<SessionId> keep, Swept done)
{
    m_store.sweep(limits, std::move(keep), std::move(done));
}

void MeasuredStore::flush()
{
    m_store.flush();
}

std::optional<StoreError> MeasuredStore::trouble() const
{
    return m_store.trouble();
}

} // namespace holdline::server
