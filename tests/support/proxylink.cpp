// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/proxylink.h"

#include <algorithm>
#include <sys/socket.h>
#include <utility>

namespace holdline::testing {

namespace {

constexpr Duration kTick{5};

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

ProxyLink::ProxyLink(std::unique_ptr<QTcpSocket> client, const Options &options, Gate gate)
    : m_gate(std::move(gate))
    , m_buffer(options.buffer)
    , m_client(std::move(client))
{
    m_client->setParent(nullptr);
    for (QTcpSocket *socket : {m_client.get(), &m_server}) {
        socket->setReadBufferSize(m_buffer);
        connect(socket, &QTcpSocket::readyRead, this, &ProxyLink::update);
        connect(socket, &QTcpSocket::bytesWritten, this, &ProxyLink::update);
        connect(socket, &QTcpSocket::stateChanged, this, &ProxyLink::update);
    }
    m_server.connectToHost(options.host, options.port);
    connect(&m_server, &QTcpSocket::connected, this,
            [this] { m_server.setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &ProxyLink::tick);
    QTimer::singleShot(options.dialDelay, this, [this] {
        m_isDialled = true;
        update();
    });
}

ProxyLink::~ProxyLink()
{
    m_client->disconnect(this);
    m_server.disconnect(this);
}

void ProxyLink::release()
{
    m_isHeld = false;
    update();
}

void ProxyLink::throttle(qint64 bytesPerSecond)
{
    m_perTick = std::max<qint64>(1, bytesPerSecond * kTick.count() / 1000);
    m_budget = 0;
    m_tick.start();
}

void ProxyLink::resetClient()
{
    hold();
    resetSocket(*m_client);
}

void ProxyLink::resetServer()
{
    hold();
    resetSocket(m_server);
}

void ProxyLink::reset()
{
    resetClient();
    resetServer();
    update();
}

void ProxyLink::finish()
{
    hold();
    m_client->disconnectFromHost();
    m_server.disconnectFromHost();
    update();
}

void ProxyLink::tick()
{
    m_budget = m_perTick;
    update();
}

void ProxyLink::update()
{
    if (!m_isDialled && !m_isHeld)
        return;
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

void ProxyLink::forward(QTcpSocket &from, QTcpSocket &to, Direction direction)
{
    const bool isFull = m_buffer > 0 && to.bytesToWrite() > m_buffer;
    if (to.state() != QAbstractSocket::ConnectedState || isFull)
        return;
    qint64 available = from.bytesAvailable();
    if (m_tick.isActive())
        available = std::min(available, m_budget);
    if (available == 0)
        return;
    const QByteArray bytes = from.read(m_gate(*this, direction, available));
    m_budget -= bytes.size();
    if (bytes.isEmpty())
        return;
    to.write(bytes);
    Q_EMIT forwarded(direction, bytes);
}

} // namespace holdline::testing
