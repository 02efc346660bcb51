// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakevoiceserver.h"

#include <QCryptographicHash>
#include <QTcpSocket>
#include <QUrlQuery>
#include <QWebSocket>
#include <QtEndian>

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

QByteArray acceptKey(const QByteArray &request)
{
    constexpr QByteArrayView kHeader = "Sec-WebSocket-Key: ";
    const qsizetype begin = request.indexOf(kHeader) + kHeader.size();
    const QByteArray key = request.mid(begin, request.indexOf('\r', begin) - begin);
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                    QCryptographicHash::Sha1)
        .toBase64();
}

} // namespace

FakeVoiceServer::FakeVoiceServer() : m_upgrader(u"fake"_s, QWebSocketServer::NonSecureMode)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &FakeVoiceServer::accept);
    connect(&m_upgrader, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *socket = m_upgrader.nextPendingConnection())
            serve(socket);
    });
    reappear();
}

FakeVoiceServer::~FakeVoiceServer()
{
    for (QWebSocket *socket : std::as_const(m_webSockets))
        socket->disconnect(this);
}

QUrl FakeVoiceServer::url() const
{
    return QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(m_port));
}

void FakeVoiceServer::vanish()
{
    m_listener.close();
    cut();
}

void FakeVoiceServer::reappear()
{
    if (!m_listener.listen(QHostAddress::LocalHost, m_port))
        qFatal("the port of the fake server is taken");
    m_port = m_listener.serverPort();
}

void FakeVoiceServer::cut()
{
    // QWebSocketServer disconnects all signals of a socket that it upgrades. Only the guarded
    // pointer tells when the socket is deleted.
    m_sockets.removeAll(nullptr);
    const QList<QPointer<QTcpSocket>> sockets = m_sockets;
    for (const QPointer<QTcpSocket> &socket : sockets) {
        if (socket)
            socket->abort();
    }
}

void FakeVoiceServer::goSilent()
{
    for (const QPointer<QTcpSocket> &socket : std::as_const(m_sockets)) {
        if (!socket)
            continue;
        socket->blockSignals(true);
        socket->setReadBufferSize(1); // otherwise Qt would still empty the buffer of the kernel
    }
}

void FakeVoiceServer::sendRaw(const QByteArray &bytes)
{
    m_sockets.removeAll(nullptr);
    for (const QPointer<QTcpSocket> &socket : std::as_const(m_sockets)) {
        if (socket->isOpen())
            socket->write(bytes);
    }
}

void FakeVoiceServer::close(int code, const QString &reason)
{
    // Written by hand, because codes from 4000 on do not fit into the enumeration of
    // QWebSocket::close().
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(static_cast<quint16>(code), payload.data());
    payload += reason.toUtf8();
    constexpr char kFinalClose = '\x88';
    sendRaw(kFinalClose + QByteArray(1, static_cast<char>(payload.size())) + payload);
}

void FakeVoiceServer::send(const protocol::ServerMessage &message)
{
    sendText(QString::fromUtf8(protocol::encode(message)));
}

void FakeVoiceServer::sendText(const QString &text)
{
    for (QWebSocket *socket : std::as_const(m_webSockets))
        socket->sendTextMessage(text);
}

void FakeVoiceServer::sendBinary(const QByteArray &bytes)
{
    for (QWebSocket *socket : std::as_const(m_webSockets))
        socket->sendBinaryMessage(bytes);
}

qint64 FakeVoiceServer::queuedBytes() const
{
    qint64 bytes = 0;
    for (const QPointer<QTcpSocket> &socket : m_sockets)
        bytes += socket ? socket->bytesToWrite() : 0;
    return bytes;
}

void FakeVoiceServer::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        ++m_connectionsMade;
        m_sockets.append(socket);
        if (m_manner == Manner::SpeaksSomethingElse)
            socket->write("SSH-2.0-OpenSSH_9.2\r\n");
        Q_EMIT connectionMade();
        // The upgrader needs a complete request; it would lose one that comes in two pieces.
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
    }
}

void FakeVoiceServer::answer(QTcpSocket *socket)
{
    if (!socket->peek(16 * 1024).contains("\r\n\r\n"))
        return;
    socket->disconnect(this);
    switch (m_manner) {
    case Manner::SpeaksSomethingElse:
    case Manner::NeverAnswers:
        return;
    case Manner::RefusesWithStatus:
        socket->write("HTTP/1.1 " + m_statusLine + "\r\nContent-Length: "
                      + QByteArray::number(m_page.size()) + "\r\n\r\n" + m_page);
        socket->disconnectFromHost();
        return;
    case Manner::ChoosesAnotherProtocol:
        socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                      + acceptKey(socket->readAll())
                      + "\r\nSec-WebSocket-Protocol: other.v9\r\n\r\n");
        return;
    default:
        m_upgrader.handleConnection(socket);
        Q_EMIT socket->readyRead();
    }
}

void FakeVoiceServer::serve(QWebSocket *socket)
{
    socket->setParent(this);
    m_webSockets.append(socket);
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        m_lastCloseCode = int{socket->closeCode()};
        m_webSockets.removeAll(socket);
        socket->deleteLater();
        Q_EMIT closed();
    });
    const auto keep = [this](const QByteArray &message) {
        m_received.push_back(message);
        Q_EMIT messageReceived();
    };
    connect(socket, &QWebSocket::textMessageReceived, this,
            [keep](const QString &text) { keep(text.toUtf8()); });
    connect(socket, &QWebSocket::binaryMessageReceived, this, keep);

    const QUrl url = socket->requestUrl();
    const auto offered = SessionId::parse(QUrlQuery(url).queryItemValue(u"session_id"_s));
    m_requests.push_back({offered, socket->request().rawHeader("Authorization"), url.path(),
                          socket->request().rawHeader("Sec-WebSocket-Protocol")});
    Q_EMIT served(socket);
    if (m_manner == Manner::NamesSessions || m_manner == Manner::ClosesAfterNaming)
        nameSession(socket, offered);
    if (m_manner == Manner::ClosesAtOnce || m_manner == Manner::ClosesAfterNaming)
        socket->close();
    Q_EMIT opened();
}

void FakeVoiceServer::nameSession(QWebSocket *socket, const std::optional<SessionId> &offered)
{
    const bool isKnown = offered && m_sessions.contains(*offered);
    const SessionId id = isKnown ? *offered : SessionId::generate();
    m_sessions.insert(id);
    const auto say = [socket](const protocol::ServerMessage &message) {
        socket->sendTextMessage(QString::fromUtf8(protocol::encode(message)));
    };
    if (isKnown)
        say(protocol::SessionRestored{id, 4});
    say(protocol::SessionAssigned{id});
}

} // namespace holdline::testing
