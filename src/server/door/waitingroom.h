// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"

#include <QTcpSocket>
#include <QTimer>

#include <vector>

namespace holdline::server {

/// The connections that have no answer yet: their request has not arrived, or their refusal is
/// delayed. There are at most `kCapacity`; when another one enters, the network with the most
/// connections loses its oldest. Owned by the front door; main thread.
class WaitingRoom : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t kCapacity = 2000;

    using QObject::QObject;

    /// Returns a stopped single-shot timer that lives as long as `socket` waits. Use it as the
    /// context of signal connections that must end with the wait. A socket that disconnects while
    /// it waits is deleted.
    QTimer &enter(QTcpSocket &socket);
    /// Call this before `socket` is answered. Ends all signal connections whose context is `timer`,
    /// and deletes the timer.
    void leave(QTcpSocket &socket, QTimer &timer);

    std::size_t size() const { return m_waiting.size(); }
    /// Connections that were dropped since the start because too many waited.
    quint64 crowdedOut() const { return m_crowdedOut; }

private:
    struct Waiting
    {
        QTcpSocket *socket;
        PeerNetwork network;
    };

    void makeRoom();
    void remove(const QTcpSocket &socket);

    std::vector<Waiting> m_waiting; ///< the oldest first
    quint64 m_crowdedOut = 0;
};

/// Closes a connection without an answer. The client sees a normal close and no reset: a QTcpSocket
/// that is reset while it connects dials again at once, without end.
void drop(QTcpSocket &socket);

} // namespace holdline::server
