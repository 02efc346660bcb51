// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/accesspolicy.h"
#include "server/door/httpanswer.h"
#include "server/door/requesthead.h"

#include <QHostAddress>

#include <functional>
#include <map>

namespace holdline::server {

/// The body of GET /health, a JSON object.
using HealthReport = std::function<QByteArray()>;

/// A whole request that the front door has let in.
struct PageRequest
{
    RequestHead head;
    QByteArray body;
    QHostAddress peer; ///< the client, also behind a trusted proxy
};

/// What the server answers to ordinary HTTP, by method and path: a line about itself at /, its
/// health at /health, and pages that others add. Main thread.
class HttpPages
{
public:
    using Page = std::function<HttpAnswer(const PageRequest &request)>;

    /// `policy` must outlive this. /health is open to everybody, what else is here needs the token;
    /// pages of others decide for themselves.
    HttpPages(const AccessPolicy &policy, HealthReport health);

    /// `method` is "GET", which answers HEAD, too, or "POST".
    void add(const QByteArray &method, const QByteArray &path, Page page);

    /// Where there is no page: 404, or 401 without the token.
    HttpAnswer answer(const PageRequest &request) const;

private:
    HttpAnswer unlessBarred(const PageRequest &request, const HttpAnswer &answer) const;

    const AccessPolicy &m_policy;
    std::map<std::pair<QByteArray, QByteArray>, Page> m_pages; ///< by method and path
};

} // namespace holdline::server
