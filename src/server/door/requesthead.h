// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

#include <optional>

namespace holdline::server {

/// Which part of the server a request is for; this decides who may make it. Within `Operators` and
/// `Elsewhere` the path only chooses the page.
enum class Route {
    Voice, ///< /ws: clients
    Observers, ///< /logs
    Operators, ///< /admin, all paths below it, and /metrics
    Health, ///< /health
    Elsewhere,
};

/// Why a request is refused without looking at its sender.
enum class HeadFault {
    Malformed, ///< 400: not an HTTP/1 request, or two programs could read it differently
    TooManyFields, ///< 431: too many header fields
    UnknownMethod, ///< 501: a method other than GET, HEAD and POST
    OtherWebSocket, ///< 426: a WebSocket version other than 13
};

/// The request line and the header fields of an HTTP request, as far as the front door needs them.
/// Everything behind the front door uses this result; the request is parsed only once. A plain
/// value.
struct RequestHead
{
    /// A request with more header fields is refused.
    static constexpr int kMaxFields = 64;

    QByteArray method; ///< GET, HEAD or POST
    QByteArray path; ///< without the query; contains no escapes
    QByteArray query; ///< without the question mark, still percent-encoded
    Route route = Route::Elsewhere;
    QByteArray host; ///< never empty in HTTP/1.1
    QByteArray origin; ///< this and the following byte arrays are empty if the field is absent
    QByteArray authorization;
    QByteArray contentType;
    QByteArray forwardedFor; ///< all values of X-Forwarded-For, joined by commas
    bool isForwarded = false; ///< a proxy has added a header field
    std::optional<qint64> bodyBytes = 0; ///< nullopt if the length is unknown before the body ends
    bool wantsWebSocket = false; ///< and the request has everything that the upgrade needs
    QByteArray webSocketKey;
    QByteArray subprotocols; ///< the offered subprotocols, joined by commas

    /// Parses `bytes`, the request up to the empty line and without it. A path with an escape, an
    /// empty segment (other than the last) or a segment "." or ".." is malformed. So is a line that
    /// does not end with CRLF, and a second field of a name that decides who gets in or where the
    /// request ends.
    static Result<RequestHead, HeadFault> parse(const QByteArray &bytes);
};

} // namespace holdline::server
