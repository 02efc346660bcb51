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
    head.path = parts[1].split('?').constFirst();
    return true;
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
        if ((name == "host" || name == "origin" || name == "authorization")
            && headers.contains(name))
            return std::nullopt;
        headers.insert(name, line.mid(colon + 1).trimmed());
    }
    head.host = headers.value("host");
    head.origin = headers.value("origin");
    head.authorization = headers.value("authorization");
    head.wantsWebSocket = lists(headers.value("upgrade"), "websocket")
        && lists(headers.value("connection"), "upgrade");
    return head;
}

} // namespace holdline::server
