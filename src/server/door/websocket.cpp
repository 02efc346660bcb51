// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/websocket.h"

#include "protocol/limits.h"

#include <QSslSocket>

#include <utility>

namespace holdline::server {

using protocol::WebSocketReader;

namespace {
constexpr quint16 kNormalClosure = 1000;
}

WebSocket::WebSocket(QTcpSocket *socket, const QUrl &requestUrl, const QString &subprotocol,
                     std::shared_ptr<NetworkRate> network)
    : m_socket(socket)
    , m_encryption(qobject_cast<QSslSocket *>(socket))
    , m_requestUrl(requestUrl)
    , m_subprotocol(subprotocol)
    , m_network(std::move(network))
{
    m_reader.limitMessages(static_cast<qsizetype>(protocol::kMaxMessageBytes));
    m_socket->setParent(this);
    // A peer that sends faster than it gets its turn is slowed down by TCP flow control.
    m_socket->setReadBufferSize(kReadStep);
    connect(m_socket, &QTcpSocket::readyRead, this, [this] {
        if (!m_nextTurn.isActive())
            proceed();
    });
    m_nextTurn.setSingleShot(true);
    connect(&m_nextTurn, &QTimer::timeout, this, &WebSocket::proceed);
    if (m_encryption)
        connect(m_encryption, &QSslSocket::encryptedBytesWritten, this, &WebSocket::bytesWritten);
    else
        connect(m_socket, &QTcpSocket::bytesWritten, this, &WebSocket::bytesWritten);
    connect(this, &WebSocket::bytesWritten, this, &WebSocket::answerPing);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_stage = Stage::Closing; // writing is no longer possible
        Q_EMIT disconnected();
    });
    // Frames may have arrived with the request, or the peer may have disconnected already. No
    // signal reports either.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_socket->state() == QAbstractSocket::UnconnectedState)
                Q_EMIT disconnected();
            else if (!m_nextTurn.isActive())
                proceed();
        },
        Qt::QueuedConnection);
}

WebSocket::~WebSocket()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void WebSocket::send(const protocol::WireMessage &message)
{
    if (isOpen())
        m_socket->write(protocol::serverFrame(message));
}

void WebSocket::ping()
{
    if (isOpen())
        m_socket->write(protocol::serverPing());
}

void WebSocket::close(quint16 code, const QString &reason)
{
    if (!isOpen())
        return;
    m_stage = Stage::Closing;
    m_socket->write(protocol::serverClose(code, reason));
    m_nextTurn.start(0); // the close frame of the peer must not wait for the end of a rest
    Q_EMIT closing();
}

void WebSocket::abort()
{
    m_stage = Stage::Closing;
    m_socket->abort();
}

void WebSocket::rest(Duration duration)
{
    if (isOpen())
        m_nextTurn.start(duration);
}

qint64 WebSocket::bytesToWrite() const
{
    return m_socket->bytesToWrite() + (m_encryption ? m_encryption->encryptedBytesToWrite() : 0);
}

/// Reports at most one message. Reads from the socket only if all earlier messages are reported.
void WebSocket::proceed()
{
    auto event = m_reader.next();
    if (!event && m_socket->isOpen()) {
        const QByteArray bytes = m_socket->readAll();
        if (!bytes.isEmpty() && isOpen())
            Q_EMIT bytesRead(bytes.size());
        m_reader.add(bytes);
        event = m_reader.next();
    }
    bool isMessage = false;
    for (; event; event = m_reader.next()) {
        if (isOpen())
            Q_EMIT frameRead();
        isMessage = handle(*event);
        if (isMessage)
            break;
    }
    if (isOpen())
        Q_EMIT turnEnded();
    const bool hasMore = (isMessage && m_reader.hasInput()) || m_socket->bytesAvailable() > 0;
    if (hasMore && !m_nextTurn.isActive())
        m_nextTurn.start(0);
}

/// Returns true if it reported a message. While closing, only the peer's close frame matters.
bool WebSocket::handle(const WebSocketReader::Event &event)
{
    if (const auto *close = std::get_if<WebSocketReader::Close>(&event)) {
        answerClose(*close);
        return false;
    }
    if (!isOpen())
        return false;
    if (const auto *message = std::get_if<protocol::WireMessage>(&event)) {
        Q_EMIT messageReceived(*message);
        return true;
    }
    if (const auto *ping = std::get_if<WebSocketReader::Ping>(&event)) {
        m_ping = ping->payload;
        answerPing();
    } else if (std::holds_alternative<WebSocketReader::Pong>(event)) {
        Q_EMIT pongReceived();
    } else if (const auto *fault = std::get_if<WebSocketReader::Fault>(&event)) {
        close(static_cast<quint16>(*fault), {});
    }
    return false;
}

/// RFC 6455 allows an endpoint to answer only the newest of several pings.
void WebSocket::answerPing()
{
    if (m_ping && isOpen() && bytesToWrite() < kMaxPongBacklog)
        m_socket->write(protocol::serverPong(*std::exchange(m_ping, std::nullopt)));
}

void WebSocket::answerClose(const WebSocketReader::Close &close)
{
    this->close(close.code.value_or(kNormalClosure), {});
    // Both ends have sent a close frame. By RFC 6455 the server then closes the TCP connection.
    m_socket->disconnectFromHost();
}

} // namespace holdline::server
