// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <memory>

namespace holdline::testing {

/// The access of one server to a store that outlives it. After die() no request reaches the store
/// and no answer comes back, as if the process were killed.
class MortalStore : public server::SessionStore
{
public:
    explicit MortalStore(server::SessionStore &store) : m_store(store) { }
    /// The receivers of answers are gone, too.
    ~MortalStore() override { die(); }

    void die() { *m_alive = false; }
    /// Dies after so many more batches are committed. The last one is durable, but its commit is
    /// not reported.
    void dieAfter(int batches) { m_left = batches; }
    bool isDead() const { return !*m_alive; }
    int batches() const { return m_batches; }

    using SessionStore::commit;
    void commit(std::shared_ptr<const server::Batch> batch, Committed done) override
    {
        if (!*m_alive)
            return;
        ++m_batches;
        m_store.commit(std::move(batch), whileAlive(std::move(done)));
        if (m_left && --*m_left == 0)
            die();
    }
    void load(const SessionId &id, int messageLimit, Loaded done) override
    {
        if (*m_alive)
            m_store.load(id, messageLimit, whileAlive(std::move(done)));
    }
    void loadSecret(const SessionId &id, SecretLoaded done) override
    {
        if (*m_alive)
            m_store.loadSecret(id, whileAlive(std::move(done)));
    }
    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override
    {
        if (*m_alive)
            m_store.loadHistory(id, from, bytes, whileAlive(std::move(done)));
    }
    void sweep(const server::SweepLimits &limits, std::vector<SessionId> keep, Swept done) override
    {
        if (*m_alive)
            m_store.sweep(limits, std::move(keep), whileAlive(std::move(done)));
    }
    void flush() override { m_store.flush(); }
    std::optional<server::StoreError> trouble() const override { return m_store.trouble(); }

private:
    template <typename Answer>
    std::function<void(Answer)> whileAlive(std::function<void(Answer)> done)
    {
        if (!done)
            return {};
        return [alive = m_alive, done = std::move(done)](Answer answer) {
            if (*alive)
                done(std::forward<Answer>(answer));
        };
    }

    server::SessionStore &m_store;
    int m_batches = 0;
    std::optional<int> m_left;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace holdline::testing
