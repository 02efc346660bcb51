// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/peertable.h"

#include <QTcpSocket>
#include <QTimer>

#include <vector>

namespace holdline::server {

/// The connections that have no answer yet: those whose request has not arrived, and those that
/// must wait for their refusal. There are never more than `kCapacity`: one more, and the network
/// that has most of them loses its oldest. Owned by the front door; main thread.
class WaitingRoom : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t kCapacity = 2000;

    using QObject::QObject;

    /// The timer, which is stopped, is the context of all that may happen while `socket` waits, and
    /// ends with it. A socket that is disconnected meanwhile is deleted.
    QTimer &enter(QTcpSocket &socket);
    /// `socket` gets its answer; nothing that was connected to `timer` happens any more.
    void leave(QTcpSocket &socket, QTimer &timer);

    std::size_t size() const { return m_waiting.size(); }
    /// How many had to go since the start because there were too many.
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

/// Ends a connection without a word, but not by a reset: QTcpSocket takes that for a connection not
/// made yet, and dials again at once and without end.
void drop(QTcpSocket &socket);

} // namespace holdline::server
