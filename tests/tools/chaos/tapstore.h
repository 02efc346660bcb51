// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace holdline::chaos {

/// Opens an SQLite store in `folder`.
std::unique_ptr<server::SessionStore> storeIn(const QTemporaryDir &folder);

/// A store in front of another one that reports what becomes durable there.
class TapStore : public server::SessionStore
{
public:
    using Listener = std::function<void(const server::Change &)>;

    explicit TapStore(std::unique_ptr<server::SessionStore> store) : m_store(std::move(store)) { }

    /// `listener` is called for each change when it is durable and before anyone acts on it.
    void setListener(Listener listener) { m_listener = std::move(listener); }

    using SessionStore::commit;
    void commit(std::shared_ptr<const server::Batch> batch, Committed done) override;
    void load(const SessionId &id, int messageLimit, Loaded done) override;
    void loadSecret(const SessionId &id, SecretLoaded done) override;
    void loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done) override;
    void sweep(const server::SweepLimits &limits, std::vector<SessionId> keep, Swept done) override;
    void flush() override { m_store->flush(); }
    std::optional<server::StoreError> trouble() const override { return m_store->trouble(); }

private:
    std::unique_ptr<server::SessionStore> m_store;
    Listener m_listener;
};

} // namespace holdline::chaos
