// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/operations.h"
#include "server/door/accesspolicy.h"
#include "server/door/httppages.h"

#include <QObject>

#include <functional>

namespace holdline::server {

/// The operator's part of the server over HTTP: the page at /admin, which is public and contains no
/// secret, its API, and /metrics. Each request to the API needs the admin token. A request to
/// /metrics needs it, too, unless it comes from this machine. Without an admin token these pages do
/// not exist, but /metrics still serves this machine. Owned by Administration; main thread.
class AdminApi : public QObject
{
    Q_OBJECT

public:
    /// Rows beyond this number are counted, but not listed.
    static constexpr std::size_t kMaxRows = 200;

    struct Openness
    {
        bool isEnabled = false; ///< there is an admin token
        /// A request to /metrics from this machine needs no token. False if there is a token or if
        /// proxies are trusted: a proxy on this machine could pass on a stranger's request without
        /// saying so.
        bool isOpenToThisMachine = true;
    };

    /// `policy` has the admin token and allows no foreign origins. All references must outlive
    /// this object.
    AdminApi(HttpPages &pages, const AccessPolicy &policy, Openness openness,
             Operations &operations, const FigureSource &figures);

    /// Requests since the start that did not have the right token.
    quint64 refused() const { return m_refused; }

Q_SIGNALS:
    /// The operator wants the server to send all clients away and end.
    void drainRequested();

private:
    using Request = const PageRequest &;

    void addPages(HttpPages &pages);
    void addApi(HttpPages &pages);

    HttpAnswer page(const QString &file, const QByteArray &type) const;
    /// Returns `answer()`, or a refusal if the request is not allowed.
    HttpAnswer guarded(Request request, const std::function<HttpAnswer()> &answer);
    HttpAnswer metrics(Request request);
    HttpAnswer state() const;
    HttpAnswer end(Request request);
    HttpAnswer reset(Request request);
    HttpAnswer drain(Request request);

    const AccessPolicy &m_policy;
    Openness m_openness;
    Operations &m_operations;
    const FigureSource &m_figures;
    quint64 m_refused = 0;
};

} // namespace holdline::server
