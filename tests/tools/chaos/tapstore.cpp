// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/tapstore.h"

#include "server/store/sqlitestore.h"

#include <utility>

namespace holdline::chaos {

using namespace Qt::StringLiterals;

std::unique_ptr<server::SessionStore> storeIn(const QTemporaryDir &folder)
{
    auto store = server::openSqliteStore(folder.filePath(u"sessions.sqlite"_s));
    if (!store)
        qFatal("%s", qPrintable(store.error().sentence));
    return std::move(store).value();
}

void TapStore::commit(std::shared_ptr<const server::Batch> batch, Committed done)
{
    m_store->commit(
        batch, [this, batch, done = std::move(done)](const Outcome<server::StoreError> &outcome) {
            for (const server::Change &change : *batch) {
                if (outcome && m_listener)
                    m_listener(change);
            }
            if (done)
                done(outcome);
        });
}

void TapStore::load(const SessionId &id, int messageLimit, Loaded done)
{
    m_store->load(id, messageLimit, std::move(done));
}

void TapStore::loadSecret(const SessionId &id, SecretLoaded done)
{
    m_store->loadSecret(id, std::move(done));
}

void TapStore::loadHistory(const SessionId &id, qint64 from, qint64 bytes, HistoryLoaded done)
{
    m_store->loadHistory(id, from, bytes, std::move(done));
}

void TapStore::sweep(const server::SweepLimits &limits, std::vector<SessionId> keep, Swept done)
{
    m_store->sweep(limits, std::move(keep), std::move(done));
}

} // namespace holdline::chaos
