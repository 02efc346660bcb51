// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accesspolicy.h"

#include <QHttpServer>
#include <QJsonObject>
#include <QTcpServer>

#include <functional>

namespace holdline::server {

using HealthReport = std::function<QJsonObject()>;

/// What the server answers to ordinary HTTP: a line about itself at /, its health at /health. Takes
/// sockets that somebody else accepted. Main thread.
class HttpPages : public QObject
{
    Q_OBJECT

public:
    /// `policy` must outlive this. /health is open to everybody, the rest needs the token.
    HttpPages(const AccessPolicy &policy, HealthReport health, QObject *parent = nullptr);

    /// Answers the requests on `socket`, none of which has been read yet, and owns it from now on.
    /// It lives for 10 s and may send 64 KiB: nothing here needs more.
    void serve(QTcpSocket &socket);

private:
    /// Never listens; hands the sockets of the front door to QHttpServer.
    class Inlet : public QTcpServer
    {
    public:
        using QTcpServer::QTcpServer;
        void take(QTcpSocket &socket);
    };

    QHttpServerResponse unlessBarred(const QHttpServerRequest &request,
                                     const std::function<QHttpServerResponse()> &page) const;

    const AccessPolicy &m_policy;
    HealthReport m_health;
    QHttpServer m_http;
    Inlet *m_inlet; ///< owned by m_http
};

} // namespace holdline::server
