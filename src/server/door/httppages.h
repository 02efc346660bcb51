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

/// A complete HTTP request that the front door has let in.
struct PageRequest
{
    RequestHead head;
    QByteArray body;
    QHostAddress peer; ///< address of the client, also if it comes through a trusted proxy
};

/// Answers ordinary HTTP requests by method and path: a line about the server at /, its health at
/// /health, and pages that other classes add. Owned by the front door; main thread.
class HttpPages
{
public:
    using Page = std::function<HttpAnswer(const PageRequest &request)>;

    /// `policy` must outlive this object. /health needs no token; the other pages of this class do.
    /// Pages that other classes add check their own tokens.
    HttpPages(const AccessPolicy &policy, HealthReport health);

    /// `method` is "GET", which also answers HEAD, or "POST".
    void add(const QByteArray &method, const QByteArray &path, Page page);

    /// If there is no page, the answer is 404, or 401 without the token.
    HttpAnswer answer(const PageRequest &request) const;

private:
    HttpAnswer unlessBarred(const PageRequest &request, const HttpAnswer &answer) const;

    const AccessPolicy &m_policy;
    std::map<std::pair<QByteArray, QByteArray>, Page> m_pages; ///< by method and path
};

} // namespace holdline::server
