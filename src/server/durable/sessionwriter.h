// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace holdline::server {

/// Writes the changes of one session in their order, however the store fails meanwhile: what it
/// refuses is kept and tried again, and nothing overtakes it. Main thread.
class SessionWriter : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kRetry{1000};
    /// How long what need not be written at once waits for a batch to go with.
    static constexpr Duration kPatience{1000};

    /// `store` must outlive this.
    explicit SessionWriter(SessionStore &store, QObject *parent = nullptr);
    /// What still waits is given to the store.
    ~SessionWriter() override;

    /// All of the batch in one transaction; `done` comes later, once it is durable. What is written
    /// while the store is busy goes together.
    void write(Batch batch, std::function<void()> done = {});
    /// As write(), but the change goes with the next batch, at the latest kPatience from now, and
    /// with the rest when this goes. Before that a later one of its kind takes its place.
    void writeSoon(Change change);
    /// The session ends with this batch: nothing that is written afterwards reaches the store.
    void writeLast(Batch batch, std::function<void()> done);
    /// Everything written by `function` is one transaction.
    template <typename Function>
    void together(Function function)
    {
        ++m_gathering;
        function();
        if (--m_gathering == 0)
            proceed();
    }
    /// Something waits for the store.
    bool isBusy() const { return m_inFlight || !m_batch.empty() || !m_done.empty(); }
    /// Why the store refused the last time; nothing while it does not.
    const std::optional<StoreError> &trouble() const { return m_trouble; }

Q_SIGNALS:
    void troubleChanged();

private:
    using Done = std::vector<std::function<void()>>;

    void proceed();
    void takeSoon();
    void commit();
    void onCommitted(const Outcome<StoreError> &outcome, std::shared_ptr<Batch> batch, Done done);
    void setTrouble(const std::optional<StoreError> &trouble);

    SessionStore &m_store;
    Batch m_batch; ///< not given to the store yet
    Batch m_soon; ///< goes before m_batch; one of each kind
    Done m_done;
    int m_gathering = 0; ///< calls of together() within one another
    bool m_inFlight = false;
    bool m_isLast = false; ///< the last batch has been written
    std::optional<StoreError> m_trouble;
    QTimer m_retry;
    QTimer m_soonTimer; ///< runs while something is in m_soon
};

} // namespace holdline::server
