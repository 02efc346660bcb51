// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/chaoslink.h"

#include <QHostAddress>

#include <algorithm>
#include <sys/socket.h>
#include <utility>

namespace holdline::chaos {

namespace {

constexpr Duration kTick{5};
// Small, so that a sender into a dead line notices it.
constexpr qint64 kReadBuffer = 16 * 1024;

/// Closes with a RST instead of a FIN, like a connection that neither end has closed.
void resetSocket(QTcpSocket &socket)
{
    socket.flush();
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    if (socket.socketDescriptor() >= 0) {
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                     sizeof atOnce);
    }
    socket.abort();
}

} // namespace

ChaosLink::ChaosLink(std::unique_ptr<QTcpSocket> client, quint16 serverPort, Gate gate,
                     QObject *parent)
    : QObject(parent)
    , m_gate(std::move(gate))
    , m_client(std::move(client))
{
    m_client->setParent(nullptr);
    for (QTcpSocket *socket : {m_client.get(), &m_server}) {
        socket->setReadBufferSize(kReadBuffer);
        connect(socket, &QTcpSocket::readyRead, this, &ChaosLink::update);
        connect(socket, &QTcpSocket::bytesWritten, this, &ChaosLink::update);
        connect(socket, &QTcpSocket::stateChanged, this, &ChaosLink::update);
    }
    m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), serverPort);
    connect(&m_server, &QTcpSocket::connected, this,
            [this] { m_server.setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &ChaosLink::tick);
}

ChaosLink::~ChaosLink()
{
    m_client->disconnect(this);
    m_server.disconnect(this);
}

void ChaosLink::hold()
{
    m_isHeld = true;
}

void ChaosLink::throttle(qint64 bytesPerSecond)
{
    m_perTick = std::max<qint64>(1, bytesPerSecond * kTick.count() / 1000);
    m_budget = 0;
    m_tick.start();
}

void ChaosLink::resetClient()
{
    hold();
    resetSocket(*m_client);
}

void ChaosLink::resetServer()
{
    hold();
    resetSocket(m_server);
}

void ChaosLink::reset()
{
    resetClient();
    resetServer();
    update();
}

void ChaosLink::finish()
{
    hold();
    m_client->disconnectFromHost();
    m_server.disconnectFromHost();
    update();
}

void ChaosLink::tick()
{
    m_budget = m_perTick;
    update();
}

void ChaosLink::update()
{
    if (!m_isHeld) {
        forward(*m_client, m_server, Direction::ToServer);
        forward(m_server, *m_client, Direction::ToClient);
    }
    const bool clientGone = m_client->state() == QAbstractSocket::UnconnectedState;
    const bool serverGone = m_server.state() == QAbstractSocket::UnconnectedState;
    if (clientGone && serverGone) {
        if (!std::exchange(m_hasEnded, true))
            Q_EMIT ended();
    } else if (m_isHeld) {
        return;
    } else if (clientGone && m_client->bytesAvailable() == 0) {
        m_server.disconnectFromHost();
    } else if (serverGone && m_server.bytesAvailable() == 0) {
        m_client->disconnectFromHost();
    }
}

void ChaosLink::forward(QTcpSocket &from, QTcpSocket &to, Direction direction)
{
    if (to.state() != QAbstractSocket::ConnectedState || to.bytesToWrite() > kReadBuffer)
        return;
    qint64 available = from.bytesAvailable();
    if (m_tick.isActive())
        available = std::min(available, m_budget);
    if (available == 0)
        return;
    const QByteArray bytes = from.read(m_gate(*this, direction, available));
    m_budget -= bytes.size();
    to.write(bytes);
}

} // namespace holdline::chaos
