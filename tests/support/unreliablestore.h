// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <QObject>

namespace holdline::testing {

/// Passes all calls on to another store and remembers what was committed. When told to fail, it
/// refuses everything, as if the disk were full.
class UnreliableStore : public server::SessionStore
{
public:
    explicit UnreliableStore(server::SessionStore &store) : m_store(store) { }

    void setFailing(bool isFailing) { m_isFailing = isFailing; }
    /// How many changes of this kind were committed.
    template <typename Kind>
    int count() const
    {
        return static_cast<int>(
            std::count_if(m_changes.begin(), m_changes.end(), [](const server::Change &change) {
                return std::holds_alternative<Kind>(change);
            }));
    }

    /// How often a whole session was loaded.
    int loads() const { return m_loads; }

    using SessionStore::commit;
    void commit(std::shared_ptr<const server::Batch> batch, Committed done) override
    {
        m_changes.insert(m_changes.end(), batch->begin(), batch->end());
        if (m_isFailing)
            refuse<Outcome<server::StoreError>>(std::move(done));
        else
            m_store.commit(std::move(batch), std::move(done));
    }
    void load(const SessionId &id, int messageLimit, Loaded done) override
    {
        ++m_loads;
        if (m_isFailing)
            refuse<Result<server::Lookup, server::StoreError>>(std::move(done));
        else
            m_store.load(id, messageLimit, std::move(done));
    }
    void loadSecret(const SessionId &id, SecretLoaded done) override
    {
        if (m_isFailing)
            refuse<Result<server::SecretLookup, server::StoreError>>(std::move(done));
        else
            m_store.loadSecret(id, std::move(done));
    }
    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override
    {
        if (m_isFailing)
            refuse<Result<server::HistoryPage, server::StoreError>>(std::move(done));
        else
            m_store.loadHistory(id, from, bytes, std::move(done));
    }
    void sweep(const server::SweepLimits &limits, std::vector<SessionId> keep, Swept done) override
    {
        if (m_isFailing)
            refuse<Result<std::vector<SessionId>, server::StoreError>>(std::move(done));
        else
            m_store.sweep(limits, std::move(keep), std::move(done));
    }
    void flush() override { m_store.flush(); }
    std::optional<server::StoreError> trouble() const override
    {
        return m_isFailing ? std::optional(fullDisk()) : m_store.trouble();
    }

private:
    static server::StoreError fullDisk()
    {
        return {server::StoreError::Kind::Full, QStringLiteral("no space left")};
    }
    template <typename Answer, typename Callback>
    void refuse(Callback done)
    {
        if (!done)
            return;
        QMetaObject::invokeMethod(
            &m_context, [done = std::move(done)] { done(Answer(Failure{fullDisk()})); },
            Qt::QueuedConnection);
    }

    server::SessionStore &m_store;
    std::vector<server::Change> m_changes;
    bool m_isFailing = false;
    int m_loads = 0;
    QObject m_context;
};

} // namespace holdline::testing
