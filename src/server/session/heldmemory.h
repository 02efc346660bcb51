// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace holdline::server {

/// The memory that all sessions together use for their clients: items that are not acknowledged,
/// speech that is not played, and sound that is not recognised. When the limit is reached, no new
/// sessions are created, and sessions that use more than the average wait until there is room
/// again. Owned by Server; main thread.
class HeldMemory : public QObject
{
    Q_OBJECT

public:
    /// The memory of one session. Its destructor gives the memory back.
    class Share
    {
    public:
        /// `memory` must outlive this object.
        explicit Share(HeldMemory &memory);
        ~Share();
        Q_DISABLE_COPY_MOVE(Share)

        void set(qint64 bytes);
        /// True if the session may use more memory for work that can wait.
        bool mayGrow() const;

    private:
        HeldMemory &m_memory;
        qint64 m_bytes = 0;
    };

    explicit HeldMemory(qint64 limit, QObject *parent = nullptr) : QObject(parent), m_limit(limit)
    {
    }

    qint64 bytes() const { return m_bytes; }
    /// True from the moment when the limit is reached until use has fallen by an eighth of the
    /// limit.
    bool isFull() const { return m_isFull; }

Q_SIGNALS:
    /// Emitted when isFull() becomes false: work that waited may continue.
    void roomMade();

private:
    void add(qint64 bytes);

    qint64 m_limit;
    qint64 m_bytes = 0;
    qint64 m_shares = 0;
    bool m_isFull = false;
};

} // namespace holdline::server
