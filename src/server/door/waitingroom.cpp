// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/waitingroom.h"

namespace holdline::server {

QTimer &WaitingRoom::enter(QTcpSocket &socket)
{
    if (m_waiting.size() >= kCapacity)
        makeRoom();
    m_waiting.push_back({&socket, networkOf(socket.peerAddress())});
    auto *timer = new QTimer(&socket);
    timer->setSingleShot(true);
    connect(&socket, &QTcpSocket::disconnected, timer, [this, &socket] {
        remove(socket);
        socket.deleteLater();
    });
    return *timer;
}

void WaitingRoom::leave(QTcpSocket &socket, QTimer &timer)
{
    remove(socket);
    timer.stop();
    socket.disconnect(&timer);
    timer.deleteLater();
}

void WaitingRoom::makeRoom()
{
    ++m_crowdedOut;
    const auto oldest = oldestOfTheLargestNetwork(m_waiting, &Waiting::network);
    QTcpSocket &leaving = *oldest->socket;
    m_waiting.erase(oldest);
    drop(leaving);
}

void WaitingRoom::remove(const QTcpSocket &socket)
{
    std::erase_if(m_waiting, [&](const Waiting &one) { return one.socket == &socket; });
}

void drop(QTcpSocket &socket)
{
    socket.abort();
    socket.deleteLater();
}

} // namespace holdline::server
