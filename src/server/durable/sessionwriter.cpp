// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/sessionwriter.h"

#include <QPointer>

#include <iterator>
#include <memory>
#include <utility>

namespace holdline::server {

SessionWriter::SessionWriter(SessionStore &store, QObject *parent) : QObject(parent), m_store(store)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetry);
    connect(&m_retry, &QTimer::timeout, this, &SessionWriter::commit);
    m_soonTimer.setSingleShot(true);
    m_soonTimer.setInterval(kPatience);
    connect(&m_soonTimer, &QTimer::timeout, this, [this] {
        if (m_inFlight || m_retry.isActive())
            m_soonTimer.start();
        else
            commit();
    });
}

SessionWriter::~SessionWriter()
{
    takeSoon();
    if (!m_batch.empty())
        m_store.commit(std::move(m_batch), {});
}

void SessionWriter::write(Batch batch, std::function<void()> done)
{
    if (m_isLast)
        return;
    std::ranges::move(batch, std::back_inserter(m_batch));
    if (done)
        m_done.push_back(std::move(done));
    proceed();
}

void SessionWriter::writeSoon(Change change)
{
    if (m_isLast)
        return;
    const auto same = std::ranges::find(m_soon, change.index(), &Change::index);
    if (same != m_soon.end())
        *same = std::move(change);
    else
        m_soon.push_back(std::move(change));
    if (!m_soonTimer.isActive())
        m_soonTimer.start();
}

void SessionWriter::writeLast(Batch batch, std::function<void()> done)
{
    write(std::move(batch), std::move(done));
    m_isLast = true;
    m_soon.clear();
}

void SessionWriter::proceed()
{
    if (m_gathering == 0 && !m_inFlight && !m_retry.isActive() && isBusy())
        commit();
}

/// Moves m_soon to the front of m_batch: its changes may belong to an epoch that ends in m_batch.
void SessionWriter::takeSoon()
{
    m_soonTimer.stop();
    m_batch.insert(m_batch.begin(), std::make_move_iterator(m_soon.begin()),
                   std::make_move_iterator(m_soon.end()));
    m_soon.clear();
}

void SessionWriter::commit()
{
    takeSoon();
    m_inFlight = true;
    auto batch = std::make_shared<Batch>(std::exchange(m_batch, {}));
    m_store.commit(batch,
                   [self = QPointer(this), batch,
                    done = std::exchange(m_done, {})](const Outcome<StoreError> &outcome) mutable {
                       if (self)
                           self->onCommitted(outcome, std::move(batch), std::move(done));
                   });
}

/// The store no longer uses the batch.
void SessionWriter::onCommitted(const Outcome<StoreError> &outcome, std::shared_ptr<Batch> batch,
                                Done done)
{
    m_inFlight = false;
    if (!outcome) {
        std::ranges::move(m_batch, std::back_inserter(*batch));
        m_batch = std::move(*batch);
        std::ranges::move(m_done, std::back_inserter(done));
        m_done = std::move(done);
        m_retry.start();
        setTrouble(outcome.error());
        return;
    }
    const QPointer self(this); // a callback may end the session
    for (const std::function<void()> &each : done) {
        each();
        if (!self)
            return;
    }
    setTrouble(std::nullopt);
    proceed();
}

void SessionWriter::setTrouble(const std::optional<StoreError> &trouble)
{
    const bool changed = m_trouble.has_value() != trouble.has_value();
    m_trouble = trouble;
    if (changed)
        Q_EMIT troubleChanged();
}

} // namespace holdline::server
