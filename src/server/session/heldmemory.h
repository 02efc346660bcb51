// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace holdline::server {

/// What all sessions together hold for their clients: what was not acknowledged, not played, not
/// recognised. When it is too much, nobody new gets in, and who holds more than the average waits
/// until there is room again. Main thread.
class HeldMemory : public QObject
{
    Q_OBJECT

public:
    /// The part of one session, which goes with it.
    class Share
    {
    public:
        /// `memory` must outlive this.
        explicit Share(HeldMemory &memory);
        ~Share();
        Q_DISABLE_COPY_MOVE(Share)

        void set(qint64 bytes);
        /// Whether the session may take more that could as well wait.
        bool mayGrow() const;

    private:
        HeldMemory &m_memory;
        qint64 m_bytes = 0;
    };

    explicit HeldMemory(qint64 limit, QObject *parent = nullptr) : QObject(parent), m_limit(limit)
    {
    }

    qint64 bytes() const { return m_bytes; }
    /// From reaching the limit until an eighth of it is free.
    bool isFull() const { return m_isFull; }

Q_SIGNALS:
    /// No longer full; who has waited may go on.
    void roomMade();

private:
    void add(qint64 bytes);

    qint64 m_limit;
    qint64 m_bytes = 0;
    qint64 m_shares = 0;
    bool m_isFull = false;
};

} // namespace holdline::server
