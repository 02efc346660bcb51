// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkProxy>
#include <QObject>
#include <QTcpSocket>

namespace holdline::client {

/// Finds out whether a server accepts connections at an address. Sends no bytes: the TCP connection
/// ends as soon as it is made. Runs one probe at a time. Owned by ReconnectingSocket; GUI thread.
class TcpProbe : public QObject
{
    Q_OBJECT

public:
    explicit TcpProbe(QObject *parent = nullptr);

    /// Replaces a probe that is under way, because its first packet may be lost.
    void start(const QString &host, quint16 port);
    void stop();
    /// Takes effect at the next probe.
    void setProxy(const QNetworkProxy &proxy) { m_socket.setProxy(proxy); }

Q_SIGNALS:
    /// The TCP connection was made.
    void reached();

private:
    QTcpSocket m_socket;
};

} // namespace holdline::client
