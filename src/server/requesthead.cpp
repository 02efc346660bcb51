// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/requesthead.h"

#include <QHash>
#include <QList>

namespace holdline::server {

namespace {

/// True when the comma-separated `list` holds `token`, whatever the case.
bool lists(const QByteArray &list, const QByteArray &token)
{
    return std::ranges::any_of(list.toLower().split(','),
                               [&](const QByteArray &entry) { return entry.trimmed() == token; });
}

bool readRequestLine(const QByteArray &line, RequestHead &head)
{
    const QList<QByteArray> parts = line.split(' ');
    if (parts.size() != 3 || !parts[1].startsWith('/') || !parts[2].startsWith("HTTP/1."))
        return false;
    head.method = parts[0];
    head.path = QByteArray::fromPercentEncoding(parts[1].split('?').constFirst());
    return true;
}

bool readBodyLength(const QHash<QByteArray, QByteArray> &headers, RequestHead &head)
{
    bool isNumber = true;
    if (headers.contains("transfer-encoding"))
        head.bodyBytes = std::nullopt;
    else if (const auto length = headers.find("content-length"); length != headers.end())
        head.bodyBytes = length->toLongLong(&isNumber);
    return isNumber && head.bodyBytes.value_or(0) >= 0;
}

/// Of which there may be one.
bool decides(const QByteArray &header)
{
    return header == "host" || header == "origin" || header == "authorization"
        || header == "content-length" || header == "transfer-encoding";
}

} // namespace

std::optional<RequestHead> RequestHead::parse(const QByteArray &bytes)
{
    QList<QByteArray> lines = bytes.split('\n');
    RequestHead head;
    if (!readRequestLine(lines.takeFirst().trimmed(), head))
        return std::nullopt;

    QHash<QByteArray, QByteArray> headers;
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (line.trimmed().isEmpty())
            continue;
        if (colon <= 0)
            return std::nullopt;
        const QByteArray name = line.left(colon).toLower();
        if (decides(name) && headers.contains(name))
            return std::nullopt;
        const QByteArray value = line.mid(colon + 1).trimmed();
        headers.insert(name, value);
        if (name == "x-forwarded-for")
            head.forwardedFor += head.forwardedFor.isEmpty() ? value : ',' + value;
    }
    if (!readBodyLength(headers, head))
        return std::nullopt;
    head.host = headers.value("host");
    head.origin = headers.value("origin");
    head.authorization = headers.value("authorization");
    head.wantsWebSocket = lists(headers.value("upgrade"), "websocket")
        && lists(headers.value("connection"), "upgrade");
    return head;
}

} // namespace holdline::server
