// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"

#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <sys/socket.h>

namespace holdline::testing {

namespace {

/// Closes with a RST instead of a FIN, like a connection that neither end has closed.
void resetSocket(QTcpSocket &socket)
{
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    if (socket.socketDescriptor() >= 0) {
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                     sizeof atOnce);
    }
    socket.abort();
}

} // namespace

/// The two sockets of one connection. When one end closes, the other end is closed after the last
/// byte.
class CuttingProxy::Connection : public QObject
{
public:
    Connection(CuttingProxy &proxy, int number, std::unique_ptr<QTcpSocket> client);

    void reset();
    void open();
    /// Forwards the bytes that have come and closes what has ended, unless the line stops
    /// everything.
    void update();

private:
    void forward(QTcpSocket &from, QTcpSocket &to, Direction direction);

    CuttingProxy &m_proxy;
    int m_number;
    bool m_open = false; ///< the dial delay is over
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket m_server;
};

CuttingProxy::Connection::Connection(CuttingProxy &proxy, int number,
                                     std::unique_ptr<QTcpSocket> client)
    : m_proxy(proxy)
    , m_number(number)
    , m_client(std::move(client))
{
    for (QTcpSocket *socket : {m_client.get(), &m_server}) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, &Connection::update);
        connect(socket, &QTcpSocket::stateChanged, this, &Connection::update);
    }
    m_server.connectToHost(proxy.m_targetHost, proxy.m_targetPort);
}

void CuttingProxy::Connection::reset()
{
    m_client->disconnect(this);
    m_server.disconnect(this);
    resetSocket(*m_client);
    resetSocket(m_server);
}

void CuttingProxy::Connection::open()
{
    m_open = true;
    update();
}

void CuttingProxy::Connection::update()
{
    if (!m_open || !m_proxy.m_passing)
        return;
    forward(*m_client, m_server, Direction::ToServer);
    forward(m_server, *m_client, Direction::ToClient);
    const bool clientGone = m_client->state() == QAbstractSocket::UnconnectedState;
    const bool serverGone = m_server.state() == QAbstractSocket::UnconnectedState;
    if (clientGone && serverGone)
        m_proxy.remove(this);
    else if (clientGone)
        m_server.disconnectFromHost();
    else if (serverGone)
        m_client->disconnectFromHost();
}

void CuttingProxy::Connection::forward(QTcpSocket &from, QTcpSocket &to, Direction direction)
{
    if (to.state() != QAbstractSocket::ConnectedState)
        return;
    const QByteArray bytes = from.readAll();
    if (bytes.isEmpty())
        return;
    to.write(bytes);
    Q_EMIT m_proxy.forwarded(m_number, direction, bytes);
}

CuttingProxy::CuttingProxy()
{
    connect(&m_server, &QTcpServer::newConnection, this, &CuttingProxy::accept);
}

CuttingProxy::~CuttingProxy()
{
    resetAll();
}

bool CuttingProxy::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port))
        return false;
    m_port = m_server.serverPort();
    return true;
}

void CuttingProxy::setTarget(quint16 port, const QHostAddress &host)
{
    m_targetHost = host;
    m_targetPort = port;
}

QUrl CuttingProxy::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_port));
}

void CuttingProxy::pass()
{
    m_passing = true;
    if (!m_server.isListening())
        m_server.listen(QHostAddress::LocalHost, m_port);
    for (Connection *connection : QList(m_connections))
        connection->update();
}

void CuttingProxy::cut()
{
    resetAll();
}

void CuttingProxy::refuse()
{
    m_server.close();
    resetAll();
}

void CuttingProxy::blackhole()
{
    m_passing = false;
}

int CuttingProxy::openConnections() const
{
    return static_cast<int>(m_connections.size());
}

void CuttingProxy::accept()
{
    while (std::unique_ptr<QTcpSocket> client{m_server.nextPendingConnection()}) {
        client->setParent(nullptr);
        const int number = ++m_connectionsSoFar;
        auto *connection = new Connection(*this, number, std::move(client));
        m_connections.push_back(connection);
        QTimer::singleShot(m_dialDelay, connection, &Connection::open);
    }
}

void CuttingProxy::resetAll()
{
    for (Connection *connection : std::exchange(m_connections, {})) {
        connection->reset();
        connection->deleteLater(); // it may be forwarding right now
    }
}

void CuttingProxy::remove(Connection *connection)
{
    if (m_connections.removeOne(connection))
        connection->deleteLater();
}

} // namespace holdline::testing
