// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sessionwriter.h"

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
}

SessionWriter::~SessionWriter()
{
    if (!m_batch.empty())
        m_store.commit(std::move(m_batch), {});
}

void SessionWriter::write(Batch batch, std::function<void()> done)
{
    std::ranges::move(batch, std::back_inserter(m_batch));
    if (done)
        m_done.push_back(std::move(done));
    proceed();
}

void SessionWriter::proceed()
{
    if (m_gathering == 0 && !m_inFlight && !m_retry.isActive() && isBusy())
        commit();
}

void SessionWriter::commit()
{
    m_inFlight = true;
    const auto batch = std::make_shared<Batch>(std::exchange(m_batch, {}));
    m_store.commit(*batch,
                   [self = QPointer(this), batch,
                    done = std::exchange(m_done, {})](const Outcome<StoreError> &outcome) mutable {
                       if (self)
                           self->onCommitted(outcome, *batch, std::move(done));
                   });
}

void SessionWriter::onCommitted(const Outcome<StoreError> &outcome, const Batch &batch, Done done)
{
    m_inFlight = false;
    if (!outcome) {
        m_batch.insert(m_batch.begin(), batch.begin(), batch.end());
        m_done.insert(m_done.begin(), std::make_move_iterator(done.begin()),
                      std::make_move_iterator(done.end()));
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
