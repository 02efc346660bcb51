// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/tlsqueue.h"

#include <QElapsedTimer>

namespace holdline::server {

namespace {

/// The pause after a handshake is this many times as long as the handshake. A handshake takes 1.7
/// ms (RSA with 2048 bits), so 200 clients get in per second; that is as many as a restarting
/// server asks to come back per second.
constexpr int kPauseFactor = 2;

} // namespace

TlsQueue::TlsQueue(QObject *parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &TlsQueue::startNext);
}

void TlsQueue::add(QSslSocket &socket)
{
    connect(
        &socket, &QSslSocket::readyRead, this,
        [this, &socket] {
            m_waiting.push_back({&socket, networkOf(socket.peerAddress())});
            if (!m_pause.isActive())
                m_pause.start(0);
        },
        Qt::SingleShotConnection);
}

void TlsQueue::startNext()
{
    std::erase_if(m_waiting, [](const Waiting &one) {
        return !one.socket || one.socket->state() != QAbstractSocket::ConnectedState;
    });
    if (m_waiting.empty())
        return;
    const auto next = oldestOfTheSmallestNetwork(m_waiting, &Waiting::network);
    QSslSocket &socket = *next->socket;
    m_waiting.erase(next);
    QElapsedTimer busy;
    busy.start();
    socket.startServerEncryption();
    m_pause.start(std::chrono::ceil<std::chrono::milliseconds>(
        kPauseFactor * std::chrono::nanoseconds(busy.nsecsElapsed())));
}

} // namespace holdline::server
