// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedservice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

qsizetype bodySize(const QByteArray &head)
{
    constexpr QByteArrayView kName("content-length:");
    for (const QByteArray &line : head.toLower().split('\n')) {
        if (line.startsWith(kName))
            return line.mid(kName.size()).trimmed().toLongLong();
    }
    return 0;
}

const QByteArray kStreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                               "Connection: close\r\n\r\n";

QByteArray eventWith(const QJsonObject &choice)
{
    return "data: "
        + QJsonDocument(QJsonObject{{u"choices"_s, QJsonArray{choice}}})
              .toJson(QJsonDocument::Compact)
        + "\n\n";
}

QByteArray eventWithCall(const QJsonObject &call)
{
    return eventWith({{u"delta"_s, QJsonObject{{u"tool_calls"_s, QJsonArray{call}}}}});
}

} // namespace

ScriptedService::ScriptedService()
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedService::accept);
}

ScriptedService::~ScriptedService()
{
    for (QTcpSocket *client : m_server.findChildren<QTcpSocket *>())
        client->disconnect(this);
}

QUrl ScriptedService::base() const
{
    return QUrl(u"http://127.0.0.1:%1/v1"_s.arg(m_server.serverPort()));
}

QByteArray ScriptedService::streamed(const QList<QByteArray> &pieces, bool isWhole)
{
    QByteArray bytes = kStreamHead;
    for (const QByteArray &piece : pieces)
        bytes += eventWith({{u"delta"_s, QJsonObject{{u"content"_s, QString::fromUtf8(piece)}}}});
    return isWhole ? bytes + "data: [DONE]\n\n" : bytes;
}

QByteArray ScriptedService::calling(const QByteArray &tool, const QByteArray &arguments,
                                    qsizetype size)
{
    const QJsonObject function{{u"name"_s, QString::fromUtf8(tool)}, {u"arguments"_s, u""_s}};
    QByteArray bytes = kStreamHead
        + eventWithCall({{u"index"_s, 0},
                         {u"id"_s, u"call_abc"_s},
                         {u"type"_s, u"function"_s},
                         {u"function"_s, function}});
    for (qsizetype at = 0; at < arguments.size(); at += size) {
        const QJsonObject piece{{u"arguments"_s, QString::fromUtf8(arguments.mid(at, size))}};
        bytes += eventWithCall({{u"index"_s, 0}, {u"function"_s, piece}});
    }
    return bytes + eventWith({{u"delta"_s, QJsonObject()}, {u"finish_reason"_s, u"tool_calls"_s}})
        + "data: [DONE]\n\n";
}

QByteArray ScriptedService::compressed(const QByteArray &bytes)
{
    quint32 check = ~quint32(0); // CRC-32 as in RFC 1952
    for (const char each : bytes) {
        check ^= static_cast<uchar>(each);
        for (int bit = 0; bit < 8; ++bit)
            check = check & 1 ? (check >> 1) ^ 0xEDB88320 : check >> 1;
    }
    QByteArray tail(8, 0);
    qToLittleEndian(~check, tail.data());
    qToLittleEndian(static_cast<quint32>(bytes.size()), tail.data() + 4);
    constexpr qsizetype kHeads = 4 + 2; // the length of Qt, and the head of zlib
    const QByteArray zlib = qCompress(bytes);
    return QByteArray::fromHex("1f8b08000000000000ff")
        + zlib.sliced(kHeads, zlib.size() - kHeads - 4) + tail;
}

QByteArray ScriptedService::withStatus(int status, const QByteArray &body, const QByteArray &fields)
{
    return "HTTP/1.1 " + QByteArray::number(status)
        + " Said So\r\nContent-Type: application/json\r\n" + fields + "Content-Length: "
        + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

void ScriptedService::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_connections;
        connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
        connect(client, &QTcpSocket::disconnected, this, [this, client] {
            m_inputs.remove(client);
            client->deleteLater();
        });
    }
}

void ScriptedService::read(QTcpSocket *client)
{
    QByteArray &input = m_inputs[client];
    m_mostOpenConnections = std::max(m_mostOpenConnections, openConnections());
    input += client->readAll();
    const qsizetype headEnd = input.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    const QByteArray head = input.left(headEnd);
    const qsizetype end = headEnd + 4 + bodySize(head);
    if (input.size() < end)
        return;
    if (head.startsWith("GET ") && head.contains("/audio/voices ")) {
        input.remove(0, end);
        ++m_questionsForVoices;
        write(client, {.bytes = m_voices});
        return;
    }
    m_requests.append({head, input.sliced(headEnd + 4, end - headEnd - 4)});
    input.remove(0, end);
    if (m_script.isEmpty())
        m_unanswered.append(client);
    else
        write(client, m_script.takeFirst());
}

bool ScriptedService::answer(const Reply &reply)
{
    m_unanswered.removeIf([](const QPointer<QTcpSocket> &client) {
        return !client || client->state() != QAbstractSocket::ConnectedState;
    });
    if (m_unanswered.isEmpty())
        return false;
    write(m_unanswered.takeFirst(), reply);
    return true;
}

void ScriptedService::write(QTcpSocket *client, const Reply &reply)
{
    client->write(reply.bytes.left(reply.bytesAtOnce));
    client->flush();
    Reply rest = reply;
    rest.bytes.remove(0, reply.bytesAtOnce);
    if (!rest.bytes.isEmpty())
        QTimer::singleShot(0, client, [this, client, rest] { write(client, rest); });
    else if (!reply.staysOpen)
        client->disconnectFromHost();
}

} // namespace holdline::testing
