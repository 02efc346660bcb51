// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/requesthead.h"

#include <QHash>
#include <QList>

#include <algorithm>

namespace holdline::server {

namespace {

/// Header fields by name in lower case. Several fields of the same name are joined by commas.
using Fields = QHash<QByteArray, QByteArray>;

Failure<HeadFault> malformed()
{
    return Failure{HeadFault::Malformed};
}

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// "pchar" of RFC 3986 without escapes: all programs read these characters in the same way.
bool isOfASegment(char c)
{
    return isAlphanumeric(c) || QByteArrayView("-._~!$&'()*+,;=:@").contains(c);
}

/// "token" of RFC 9110.
bool isOfAName(char c)
{
    return isAlphanumeric(c) || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isOfAValue(char c)
{
    return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
}

/// No segment begins with a dot: QUrl of Qt 6.4 reads not only "." and ".." as something else, but
/// also ".x" in the middle of a path.
bool isPath(const QByteArray &path)
{
    if (!path.startsWith('/'))
        return false;
    const QList<QByteArray> segments = path.mid(1).split('/');
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const QByteArray &segment = segments[i];
        const bool isLast = i + 1 == segments.size();
        if ((segment.isEmpty() && !isLast) || segment.startsWith('.')
            || !std::all_of(segment.begin(), segment.end(), isOfASegment))
            return false;
    }
    return true;
}

bool isQuery(const QByteArray &query)
{
    for (qsizetype i = 0; i < query.size(); ++i) {
        const char c = query[i];
        if (c == '%') {
            if (i + 2 >= query.size() || !isHexDigit(query[i + 1]) || !isHexDigit(query[i + 2]))
                return false;
            i += 2;
        } else if (!isOfASegment(c) && c != '/' && c != '?') {
            return false;
        }
    }
    return true;
}

Route routeOf(const QByteArray &path)
{
    if (path == "/ws")
        return Route::Voice;
    if (path == "/logs")
        return Route::Observers;
    if (path == "/admin" || path.startsWith("/admin/") || path == "/metrics")
        return Route::Operators;
    return path == "/health" ? Route::Health : Route::Elsewhere;
}

/// Returns true for HTTP/1.1 and false for HTTP/1.0.
Result<bool, HeadFault> readRequestLine(const QByteArray &line, RequestHead &head)
{
    const QList<QByteArray> parts = line.split(' ');
    if (parts.size() != 3 || (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0"))
        return malformed();
    head.method = parts[0];
    const qsizetype mark = parts[1].indexOf('?');
    head.path = mark < 0 ? parts[1] : parts[1].left(mark);
    if (mark >= 0)
        head.query = parts[1].mid(mark + 1);
    if (!isPath(head.path) || !isQuery(head.query))
        return malformed();
    if (head.method != "GET" && head.method != "HEAD" && head.method != "POST")
        return Failure{HeadFault::UnknownMethod};
    head.route = routeOf(head.path);
    return parts[2] == "HTTP/1.1";
}

/// Names that may appear only once in a request.
bool decides(const QByteArray &name)
{
    for (const char *one : {"host", "origin", "authorization", "content-length", "content-type",
                            "transfer-encoding", "sec-websocket-key", "sec-websocket-version"}) {
        if (name == one)
            return true;
    }
    return false;
}

Result<Fields, HeadFault> readFields(const QList<QByteArray> &lines)
{
    if (lines.size() > RequestHead::kMaxFields)
        return Failure{HeadFault::TooManyFields};
    Fields fields;
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).toLower();
        if (colon <= 0 || !std::all_of(name.begin(), name.end(), isOfAName)
            || !std::all_of(line.begin() + colon, line.end(), isOfAValue))
            return malformed();
        const QByteArray value = line.mid(colon + 1).trimmed();
        const auto found = fields.find(name);
        if (found == fields.end())
            fields.insert(name, value);
        else if (decides(name))
            return malformed();
        else
            *found += ',' + value;
    }
    return fields;
}

/// False if the length in `fields` is malformed.
bool readBodyLength(const Fields &fields, RequestHead &head)
{
    constexpr qsizetype kMaxDigits = 18;
    if (fields.contains("transfer-encoding")) {
        head.bodyBytes = std::nullopt;
    } else if (const auto length = fields.find("content-length"); length != fields.end()) {
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (length->isEmpty() || length->size() > kMaxDigits
            || !std::all_of(length->begin(), length->end(), isDigit))
            return false;
        head.bodyBytes = length->toLongLong();
    }
    return true;
}

/// True if the comma-separated `list` contains `token`. Ignores case.
bool lists(const QByteArray &list, const QByteArray &token)
{
    return std::ranges::any_of(list.toLower().split(','),
                               [&](const QByteArray &entry) { return entry.trimmed() == token; });
}

/// RFC 6455: 16 bytes in Base64.
bool isWebSocketKey(const QByteArray &key)
{
    constexpr qsizetype kBytes = 16;
    constexpr qsizetype kCharacters = 24;
    const auto read = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return read && read.decoded.size() == kBytes && key.size() == kCharacters;
}

Outcome<HeadFault> readUpgrade(const Fields &fields, RequestHead &head)
{
    if (!lists(fields.value("upgrade"), "websocket")
        || !lists(fields.value("connection"), "upgrade"))
        return Success{};
    if (head.method != "GET" || head.bodyBytes != 0)
        return malformed();
    if (fields.value("sec-websocket-version") != "13")
        return Failure{HeadFault::OtherWebSocket};
    head.webSocketKey = fields.value("sec-websocket-key");
    if (!isWebSocketKey(head.webSocketKey))
        return malformed();
    head.subprotocols = fields.value("sec-websocket-protocol");
    head.wantsWebSocket = true;
    return Success{};
}

/// The lines of `bytes`; nullopt if a line does not end with CRLF.
std::optional<QList<QByteArray>> linesOf(const QByteArray &bytes)
{
    QList<QByteArray> lines = (bytes + '\r').split('\n');
    for (QByteArray &line : lines) {
        if (!line.endsWith('\r') || line.indexOf('\r') != line.size() - 1)
            return std::nullopt;
        line.chop(1);
    }
    return lines;
}

} // namespace

Result<RequestHead, HeadFault> RequestHead::parse(const QByteArray &bytes)
{
    auto lines = linesOf(bytes);
    if (!lines)
        return malformed();
    RequestHead head;
    const auto isNewer = readRequestLine(lines->takeFirst(), head);
    if (!isNewer)
        return Failure{isNewer.error()};
    const auto fields = readFields(*lines);
    if (!fields)
        return Failure{fields.error()};
    const Fields &all = fields.value();
    head.host = all.value("host");
    if (!readBodyLength(all, head) || (isNewer.value() && head.host.isEmpty()))
        return malformed();
    head.origin = all.value("origin");
    head.authorization = all.value("authorization");
    head.contentType = all.value("content-type");
    head.forwardedFor = all.value("x-forwarded-for");
    head.isForwarded = all.contains("forwarded") || all.contains("x-forwarded-for")
        || all.contains("x-real-ip") || all.contains("via");
    // HTTP/1.0 has no upgrades.
    if (const auto read = isNewer.value() ? readUpgrade(all, head) : Success{}; !read)
        return Failure{read.error()};
    return head;
}

} // namespace holdline::server
