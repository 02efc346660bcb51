// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkProxy>
#include <QObject>
#include <QTcpSocket>

namespace holdline::client {

/// Finds out whether somebody listens at an address, and says nothing to him: the TCP connection
/// ends as soon as it is made. One at a time. GUI thread.
class TcpProbe : public QObject
{
    Q_OBJECT

public:
    explicit TcpProbe(QObject *parent = nullptr);

    /// In the place of the one under way, whose first packet may be lost.
    void start(const QString &host, quint16 port);
    void stop();
    /// For the probes to come.
    void setProxy(const QNetworkProxy &proxy) { m_socket.setProxy(proxy); }

Q_SIGNALS:
    void reached();

private:
    QTcpSocket m_socket;
};

} // namespace holdline::client
