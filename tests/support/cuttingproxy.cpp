// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"

#include <utility>

namespace holdline::testing {

CuttingProxy::CuttingProxy(qint64 buffer) : m_buffer(buffer)
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
    for (ProxyLink *link : QList(m_links))
        link->release();
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
    for (ProxyLink *link : std::as_const(m_links))
        link->hold();
}

int CuttingProxy::openConnections() const
{
    return static_cast<int>(m_links.size());
}

qint64 CuttingProxy::letThrough(ProxyLink & /*link*/, Direction /*direction*/, qint64 available)
{
    return available;
}

void CuttingProxy::accept()
{
    while (std::unique_ptr<QTcpSocket> client{m_server.nextPendingConnection()}) {
        const int number = ++m_connectionsSoFar;
        auto *link = new ProxyLink(std::move(client),
                                   {.host = m_targetHost,
                                    .port = m_targetPort,
                                    .dialDelay = m_dialDelay,
                                    .buffer = m_buffer},
                                   [this](ProxyLink &of, Direction direction, qint64 available) {
                                       return letThrough(of, direction, available);
                                   });
        m_links.append(link);
        if (!m_passing)
            link->hold();
        connect(link, &ProxyLink::forwarded, this,
                [this, number](Direction direction, const QByteArray &bytes) {
                    Q_EMIT forwarded(number, direction, bytes);
                });
        connect(link, &ProxyLink::ended, this, [this, link] { forget(link); });
    }
}

void CuttingProxy::resetAll()
{
    for (ProxyLink *link : QList(m_links))
        link->reset();
}

void CuttingProxy::forget(ProxyLink *link)
{
    m_links.removeOne(link);
    link->deleteLater(); // it may be forwarding right now
}

} // namespace holdline::testing
