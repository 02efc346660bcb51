// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tlsqueue.h"

namespace holdline::server {

TlsQueue::TlsQueue(QObject *parent) : QObject(parent)
{
    connect(&m_turn, &QTimer::timeout, this, &TlsQueue::startNext);
}

void TlsQueue::add(QSslSocket &socket)
{
    connect(
        &socket, &QSslSocket::readyRead, this,
        [this, &socket] {
            m_waiting.push_back({&socket, networkOf(socket.peerAddress())});
            if (!m_turn.isActive())
                m_turn.start(0);
        },
        Qt::SingleShotConnection);
}

void TlsQueue::startNext()
{
    std::erase_if(m_waiting, [](const Waiting &one) {
        return !one.socket || one.socket->state() != QAbstractSocket::ConnectedState;
    });
    if (m_waiting.empty()) {
        m_turn.stop();
        return;
    }
    const auto next = oldestOfTheSmallestNetwork(m_waiting, &Waiting::network);
    QSslSocket &socket = *next->socket;
    m_waiting.erase(next);
    socket.startServerEncryption();
}

} // namespace holdline::server
