// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/fingerprint.h"
#include "model/mistakes.h"
#include "server/store/sessionstore.h"

#include <QHash>
#include <QList>

#include <deque>
#include <memory>

namespace holdline::testing {

/// What remains of the server after a crash.
struct Disk
{
    explicit Disk(const SessionId &id);

    server::StoredSession session; ///< its `messages` are empty; `history` has them
    QList<protocol::HistoryMessage> history;
    QList<QByteArray> effects; ///< effects of the client's items, in order
    quint64 made = 0; ///< samples of the newest answer

    const server::StoredStream &stream() const { return *session.stream; }
    /// The last item received in any epoch.
    quint64 receivedIn(const QString &epoch) const;
    void apply(const server::Change &change);
    void print(Fingerprint &print) const;
};

/// The store of a server. Batches become durable in order, some time after they were committed, and
/// the server is told still later. Owned by Server.
class ModelStore : public server::SessionStore
{
public:
    ModelStore(const Disk &disk, const Mistakes &mistakes)
        : m_disk(std::make_shared<Disk>(disk))
        , m_mistakes(mistakes)
    {
    }

    /// The present state; later changes do not change it.
    std::shared_ptr<const Disk> disk() const { return m_disk; }
    bool isSynced() const { return m_waiting.empty(); }
    bool isHeard() const { return m_unreported.empty(); }
    /// Makes the oldest waiting batch durable.
    void sync();
    /// Reports the oldest batch that was not reported.
    void hear();
    /// The server crashes: from now on nothing reaches the disk.
    void die() { m_isDead = true; }
    void print(Fingerprint &print) const;

    /// `bytes` with a name that tells which answer it is, instead of the random id of an answer.
    /// With it, the same events always lead to the same bytes.
    QByteArray named(QByteArray bytes) const;

    using SessionStore::commit;
    void commit(std::shared_ptr<const server::Batch> batch, Committed done) override;
    void load(const SessionId & /*id*/, int /*messageLimit*/, Loaded /*done*/) override { }
    void loadSecret(const SessionId & /*id*/, SecretLoaded /*done*/) override { }
    void loadHistory(const SessionId & /*id*/, qint64 /*from*/, qint64 /*bytes*/,
                     HistoryLoaded /*done*/) override
    {
    }
    void sweep(const server::SweepLimits & /*limits*/, std::vector<SessionId> /*keep*/,
               Swept /*done*/) override
    {
    }
    void flush() override { }
    std::optional<server::StoreError> trouble() const override { return std::nullopt; }

private:
    struct Waiting
    {
        server::Batch batch;
        Committed done; ///< empty if it was reported early, or if a part of the batch follows
    };
    server::Batch named(server::Batch batch);
    std::vector<server::Batch> split(server::Batch batch) const;

    std::shared_ptr<const Disk> m_disk;
    Mistakes m_mistakes;
    std::deque<Waiting> m_waiting;
    std::deque<Committed> m_unreported;
    QHash<QByteArray, QByteArray> m_names; ///< by id of the answer
    bool m_isDead = false;
};

} // namespace holdline::testing
