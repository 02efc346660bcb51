// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accesspolicy.h"
#include "server/operations.h"

#include <QHttpServer>

#include <functional>

namespace holdline::server {

/// What holdlined answers to its operator over HTTP: the page at /admin, which is open and holds no
/// secret, the API behind it, and /metrics. The API needs the admin token with each request; for
/// /metrics it is enough to be on the same machine. Without such a token there is none of it. Main
/// thread.
class AdminApi : public QObject
{
    Q_OBJECT

public:
    /// More rows are not listed, only counted.
    static constexpr std::size_t kMaxRows = 200;

    /// `policy` knows the admin token and no foreign origins; `enabled`: there is such a token. All
    /// references outlive this.
    AdminApi(QHttpServer &http, const AccessPolicy &policy, bool enabled, Operations &operations,
             std::function<ServerFigures()> figures);

    /// How many requests had not the right token, since the start.
    quint64 refused() const { return m_refused; }

Q_SIGNALS:
    /// The operator wants the server to let everybody go.
    void drainRequested();

private:
    using Request = const QHttpServerRequest &;

    void routePage(QHttpServer &http);
    void routeApi(QHttpServer &http);

    QHttpServerResponse page(const QString &file, const QByteArray &mimeType) const;
    /// The answer, or why there is none.
    QHttpServerResponse guarded(Request request,
                                const std::function<QHttpServerResponse()> &answer);
    QHttpServerResponse metrics(Request request);
    QHttpServerResponse state() const;
    QHttpServerResponse end(Request request);
    QHttpServerResponse reset(Request request);
    QHttpServerResponse drain(Request request);

    const AccessPolicy &m_policy;
    bool m_isEnabled;
    Operations &m_operations;
    std::function<ServerFigures()> m_figures;
    quint64 m_refused = 0;
};

} // namespace holdline::server
