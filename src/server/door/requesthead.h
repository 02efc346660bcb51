// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

#include <optional>

namespace holdline::server {

/// What a request leads to, as far as it decides who may make it. The path within `Operators` and
/// `Elsewhere` chooses a page and nothing more.
enum class Route {
    Voice, ///< /ws: clients
    Observers, ///< /logs
    Operators, ///< /admin, all below it, and /metrics
    Health, ///< /health
    Elsewhere,
};

/// Why a request is refused whoever has sent it.
enum class HeadFault {
    Malformed, ///< 400: no HTTP/1 request, or one that two programs could read differently
    TooManyFields, ///< 431
    UnknownMethod, ///< 501: not GET, HEAD or POST
    OtherWebSocket, ///< 426: a WebSocket of another version than 13
};

/// The request line and the header fields of an HTTP request, as far as the front door cares. What
/// it says about a request holds for everybody behind the door: nobody reads the path again.
struct RequestHead
{
    /// More header fields are refused.
    static constexpr int kMaxFields = 64;

    QByteArray method; ///< GET, HEAD or POST
    QByteArray path; ///< without the query; needs no decoding
    QByteArray query; ///< behind the path, still encoded
    Route route = Route::Elsewhere;
    QByteArray host; ///< empty only in HTTP/1.0
    QByteArray origin; ///< empty when absent, like all below
    QByteArray authorization;
    QByteArray contentType;
    QByteArray forwardedFor; ///< all of X-Forwarded-For, with commas
    bool isForwarded = false; ///< a proxy says that it speaks for somebody
    std::optional<qint64> bodyBytes = 0; ///< nullopt: only the end of the body tells its length
    bool wantsWebSocket = false; ///< and has all that an upgrade to one needs
    QByteArray webSocketKey;
    QByteArray subprotocols; ///< those that it offers, with commas

    /// `bytes` up to the empty line, and without it. A path has no escapes, no empty, "." or ".."
    /// segments; lines end with CRLF; header fields that decide who gets in, or where the request
    /// ends, come once.
    static Result<RequestHead, HeadFault> parse(const QByteArray &bytes);
};

} // namespace holdline::server
