// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accesspolicy.h"

#include <QHttpServer>
#include <QTcpServer>

#include <functional>

namespace holdline::server {

/// The body of GET /health, a JSON object.
using HealthReport = std::function<QByteArray()>;

/// What the server answers to ordinary HTTP: a line about itself at /, its health at /health. Main
/// thread.
class HttpPages : public QObject
{
    Q_OBJECT

public:
    /// `policy` must outlive this. /health is open to everybody, the rest needs the token.
    HttpPages(const AccessPolicy &policy, HealthReport health, QObject *parent = nullptr);

    /// Serves what becomes pending at `listener`, which is listening: one request a connection,
    /// answered at once.
    void attach(QTcpServer &listener) { m_http.bind(&listener); }
    /// For the pages of others.
    QHttpServer &http() { return m_http; }

private:
    QHttpServerResponse unlessBarred(const QHttpServerRequest &request,
                                     const std::function<QHttpServerResponse()> &page) const;

    const AccessPolicy &m_policy;
    HealthReport m_health;
    QHttpServer m_http;
};

} // namespace holdline::server
