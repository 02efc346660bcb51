// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace holdline::testing {

/// One HTTP request, sent exactly as written, and its answer.
struct HttpRequest
{
    quint16 port;
    QByteArray method = "GET";
    QByteArray path = "/";
    QByteArray token = {};
    QByteArray body = {};
    QList<QByteArray> headers = {}; ///< further header lines
    bool isLocal = true; ///< false: pretends that it came through a proxy

    struct Answer
    {
        int status = 0; ///< 0 if no answer came
        QByteArray head; ///< in lower case
        QByteArray body;

        QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    };

    /// Runs the event loop until the whole answer has come.
    Answer send() const
    {
        QByteArray lines = method + ' ' + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n";
        if (!token.isEmpty())
            lines += "Authorization: Bearer " + token + "\r\n";
        if (!isLocal)
            lines += "X-Forwarded-For: 203.0.113.7\r\n";
        if (method == "POST")
            lines += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        for (const QByteArray &header : headers)
            lines += header + "\r\n";

        QTcpSocket socket;
        QByteArray heard;
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket,
                         [&] { heard += socket.readAll(); });
        socket.connectToHost(QHostAddress::LocalHost, port);
        socket.write(lines + "\r\n" + body);
        waitUntil([&] { return isWhole(heard); }, Duration(10000));
        const qsizetype end = heard.indexOf("\r\n\r\n");
        return {heard.split(' ').value(1).toInt(), heard.left(end).toLower(), heard.mid(end + 4)};
    }

private:
    static bool isWhole(const QByteArray &heard)
    {
        const qsizetype end = heard.indexOf("\r\n\r\n");
        const QByteArray head = heard.left(end).toLower();
        const qsizetype length = head.indexOf("content-length:");
        if (end < 0)
            return false;
        const QByteArray value = head.mid(length + 15).split('\r').constFirst().trimmed();
        return length < 0 || heard.size() >= end + 4 + value.toLongLong();
    }
};

} // namespace holdline::testing
