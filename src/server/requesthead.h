// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace holdline::server {

/// What the first line and the headers of an HTTP request say, as far as the front door cares.
struct RequestHead
{
    QByteArray method;
    QByteArray path; ///< decoded, without the query
    QByteArray host; ///< empty when absent, like all below
    QByteArray origin;
    QByteArray authorization;
    QByteArray forwardedFor; ///< all of X-Forwarded-For, with commas
    std::optional<qint64> bodyBytes = 0; ///< what follows; nothing when only its end tells
    bool wantsWebSocket = false;

    /// `bytes` up to the empty line. Nothing for what is no HTTP/1 request, or when a header that
    /// decides who gets in, or where the request ends, comes twice.
    static std::optional<RequestHead> parse(const QByteArray &bytes);
};

} // namespace holdline::server
