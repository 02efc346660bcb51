// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/operations.h"
#include "server/door/accesspolicy.h"
#include "server/door/httppages.h"

#include <QObject>

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

    struct Openness
    {
        bool isEnabled = false; ///< there is an admin token
        /// Who asks for /metrics on this machine needs no token. False when proxies are trusted:
        /// one of them on this machine could ask for a stranger without saying so.
        bool isOpenToThisMachine = true;
    };

    /// `policy` knows the admin token and no foreign origins. All references outlive this.
    AdminApi(HttpPages &pages, const AccessPolicy &policy, Openness openness,
             Operations &operations, std::function<ServerFigures()> figures);

    /// How many requests had not the right token, since the start.
    quint64 refused() const { return m_refused; }

Q_SIGNALS:
    /// The operator wants the server to let everybody go.
    void drainRequested();

private:
    using Request = const PageRequest &;

    void addPages(HttpPages &pages);
    void addApi(HttpPages &pages);

    HttpAnswer page(const QString &file, const QByteArray &type) const;
    /// The answer, or why there is none.
    HttpAnswer guarded(Request request, const std::function<HttpAnswer()> &answer);
    HttpAnswer metrics(Request request);
    HttpAnswer state() const;
    HttpAnswer end(Request request);
    HttpAnswer reset(Request request);
    HttpAnswer drain(Request request);

    const AccessPolicy &m_policy;
    Openness m_openness;
    Operations &m_operations;
    std::function<ServerFigures()> m_figures;
    quint64 m_refused = 0;
};

} // namespace holdline::server
