// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpServer>

namespace holdline::testing {

/// A line between a client and a server that fails on command: a TCP proxy on loopback. It lives in
/// the test's own thread and works while the event loop turns.
class CuttingProxy : public QObject
{
    Q_OBJECT

public:
    enum class Direction { ToServer, ToClient };

    CuttingProxy();
    ~CuttingProxy() override;

    /// Takes a free port, or the one given; false when that is taken.
    bool listen(quint16 port = 0);
    /// Where connections made from now on lead to.
    void setTarget(quint16 port, const QHostAddress &host = QHostAddress::LocalHost);
    quint16 port() const { return m_port; }
    QUrl url() const; ///< of /ws

    // ---- what the line does; every connection that exists or comes is concerned

    /// Forwards everything. What a black hole has swallowed arrives now, as on a real network.
    void pass();
    /// Resets every connection, as a pulled plug does that is put back: new ones are welcome.
    void cut();
    /// Resets every connection, and nobody listens any more.
    void refuse();
    /// Connections stay and new ones are accepted, but no byte goes through.
    void blackhole();
    /// New connections are accepted, but their first byte goes through only after `delay`.
    void setDialDelay(Duration delay) { m_dialDelay = delay; }

    int openConnections() const;
    int connectionsSoFar() const { return m_connectionsSoFar; }

Q_SIGNALS:
    /// `connection` counts from 1. Only what really went through is told. The line may be cut from
    /// a slot.
    void forwarded(int connection, holdline::testing::CuttingProxy::Direction direction,
                   const QByteArray &bytes);

private:
    class Connection;

    void accept();
    void resetAll();
    void remove(Connection *connection);

    QTcpServer m_server;
    QHostAddress m_targetHost;
    quint16 m_targetPort = 0;
    quint16 m_port = 0;
    bool m_passing = true;
    Duration m_dialDelay{0};
    int m_connectionsSoFar = 0;
    QList<Connection *> m_connections; ///< end through deleteLater, never within their own calls
};

} // namespace holdline::testing
