// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/httpanswer.h"

namespace holdline::server {

namespace {

/// The reason phrases of the status codes that this server uses, from RFC 9110 and RFC 6585.
QByteArray phraseOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 421:
        return "Misdirected Request";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    default:
        return "Internal Server Error";
    }
}

} // namespace

HttpAnswer HttpAnswer::sentence(const QByteArray &text, int status)
{
    return {.status = status, .type = "text/plain; charset=utf-8", .body = text + '\n'};
}

QByteArray HttpAnswer::bytes(bool withBody) const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + phraseOf(status) + "\r\n";
    if (!body.isEmpty())
        head += "Content-Type: " + type + "\r\n";
    for (const auto &[name, value] : fields)
        head += name + ": " + value + "\r\n";
    head += "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n";
    return withBody ? head + body : head;
}

} // namespace holdline::server
