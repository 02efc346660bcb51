// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "support/proxylink.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace holdline::testing {

/// A TCP proxy on loopback between a client and a server, which fails on command. It lives in the
/// thread of the test and works while the event loop runs.
class CuttingProxy : public QObject
{
    Q_OBJECT

public:
    using Direction = ProxyLink::Direction;

    /// At most `buffer` bytes wait in each direction of a connection; any number if it is 0.
    explicit CuttingProxy(qint64 buffer = 0);
    ~CuttingProxy() override;

    /// Listens on `port`, or on a free one if it is 0. Returns false if the port is taken.
    bool listen(quint16 port = 0);
    /// Sets where later connections lead to.
    void setTarget(quint16 port, const QHostAddress &host = QHostAddress::LocalHost);
    quint16 port() const { return m_port; }
    QUrl url() const; ///< of /ws

    // ---- what the line does with open and with new connections

    /// Forwards everything. Bytes that blackhole() has swallowed arrive now, as on a real network.
    void pass();
    /// Resets every connection. New connections are accepted.
    void cut();
    /// Resets every connection and stops listening.
    void refuse();
    /// Connections stay and new ones are accepted, but no byte goes through.
    void blackhole();
    /// New connections are accepted, but their first byte goes through only after `delay`.
    void setDialDelay(Duration delay) { m_dialDelay = delay; }

    int openConnections() const;
    int connectionsSoFar() const { return m_connectionsSoFar; }

Q_SIGNALS:
    /// Emitted for bytes that were really forwarded. `connection` counts from 1. A slot may cut the
    /// line.
    void forwarded(int connection, holdline::testing::ProxyLink::Direction direction,
                   const QByteArray &bytes);

protected:
    /// Returns how many of the available bytes may pass now.
    virtual qint64 letThrough(ProxyLink &link, Direction direction, qint64 available);
    const QList<ProxyLink *> &links() const { return m_links; }
    /// This link has ended, and is about to be deleted.
    virtual void forget(ProxyLink *link);

private:
    void accept();
    void resetAll();

    QTcpServer m_server;
    qint64 m_buffer;
    QHostAddress m_targetHost;
    quint16 m_targetPort = 0;
    quint16 m_port = 0;
    bool m_passing = true;
    Duration m_dialDelay{0};
    int m_connectionsSoFar = 0;
    QList<ProxyLink *> m_links; ///< deleted later, because they end in the middle of their work
};

} // namespace holdline::testing
