// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace holdline::server {

/// Writes the changes of one session in order. Changes that the store refuses are kept and tried
/// again, and no later change overtakes them. Owned by DurableStream; main thread.
class SessionWriter : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kRetry{1000};
    /// The longest time that a change in writeSoon() waits for a batch.
    static constexpr Duration kPatience{1000};

    /// `store` must outlive this object.
    explicit SessionWriter(SessionStore &store, QObject *parent = nullptr);
    /// Passes everything that still waits to the store.
    ~SessionWriter() override;

    /// Writes the batch in one transaction. `done` is called later, when the batch is durable.
    /// Batches that are written while the store is busy form one transaction.
    void write(Batch batch, std::function<void()> done = {});
    /// Like write(), but the change waits for the next batch, at most kPatience; the destructor
    /// writes it, too. A later change of the same kind replaces one that still waits.
    void writeSoon(Change change);
    /// Ends the session with this batch. Later writes are ignored.
    void writeLast(Batch batch, std::function<void()> done);
    /// Everything that `function` writes is one transaction.
    template <typename Function>
    void together(Function function)
    {
        ++m_gathering;
        function();
        if (--m_gathering == 0)
            proceed();
    }
    /// True if something waits for the store.
    bool isBusy() const { return m_inFlight || !m_batch.empty() || !m_done.empty(); }
    /// Why the store refused the last batch; nullopt if it did not.
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
    Batch m_batch; ///< not passed to the store yet
    Batch m_soon; ///< at most one change of each kind; goes before m_batch
    Done m_done;
    int m_gathering = 0; ///< depth of nested calls of together()
    bool m_inFlight = false;
    bool m_isLast = false; ///< the last batch was written
    std::optional<StoreError> m_trouble;
    QTimer m_retry;
    QTimer m_soonTimer; ///< runs while m_soon is not empty
};

} // namespace holdline::server
