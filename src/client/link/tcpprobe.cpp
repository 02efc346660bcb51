// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/tcpprobe.h"

namespace holdline::client {

TcpProbe::TcpProbe(QObject *parent) : QObject(parent)
{
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_socket.abort();
        Q_EMIT reached();
    });
}

void TcpProbe::start(const QString &host, quint16 port)
{
    m_socket.abort();
    m_socket.connectToHost(host, port);
}

void TcpProbe::stop()
{
    m_socket.abort();
}

} // namespace holdline::client
