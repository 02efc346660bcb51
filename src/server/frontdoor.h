// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "server/accesspolicy.h"
#include "server/httppages.h"
#include "server/requesthead.h"

#include <QTcpServer>
#include <QWebSocketServer>

class QTimer;

namespace holdline::server {

/// The one port of the server. Reads the head of each request, lets WebSockets in at /ws and hands
/// all other requests to HttpPages. Refusals are decided here, before any upgrade. Main thread.
class FrontDoor : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMaxHeadBytes = 8 * 1024;

    FrontDoor(AccessPolicy policy, HealthReport health, QObject *parent = nullptr);

    /// How long a request head may take. For the next connections.
    void setHeadTimeout(Duration timeout) { m_headTimeout = timeout; }

    /// Port 0 takes any free one. Fails with a sentence for the operator.
    Outcome<QString> listen(const QHostAddress &host, quint16 port);
    quint16 port() const { return m_listener.serverPort(); }
    /// Nobody else gets in; who is in stays.
    void close();

Q_SIGNALS:
    /// Authenticated and upgraded, with the limits of protocol/limits.h set. The receiver owns it.
    void webSocketOpened(QWebSocket *socket);

private:
    void acceptPending();
    void examine(QTcpSocket &socket, QTimer &deadline);
    void admit(QTcpSocket &socket, const RequestHead &head);
    void upgrade(QTcpSocket &socket);
    void openPending();

    AccessPolicy m_policy;
    Duration m_headTimeout{4000};
    HttpPages m_pages;
    QWebSocketServer m_webSockets; ///< never listens; upgrades what it is given
    QTcpServer m_listener;
};

} // namespace holdline::server
