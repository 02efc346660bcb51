// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/clientconnection.h"

#include "core/log.h"
#include "server/farewell.h"

#include <QSslSocket>

namespace holdline::server {

namespace {
constexpr int kSilentIntervalsOfTheDead = 2;
constexpr Duration kFloodPause{10000};
} // namespace

void ClientConnection::DeleteLater::operator()(QWebSocket *socket) const
{
    // Its signals may still be on the stack.
    socket->disconnect();
    socket->abort();
    socket->deleteLater();
}

ClientConnection::ClientConnection(QWebSocket *socket, Limits limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_encryption(socket->findChild<QSslSocket *>())
    , m_limits(limits)
{
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { receive({.binary = false, .bytes = text.toUtf8()}); });
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { receive({.binary = true, .bytes = bytes}); });
    connect(socket, &QWebSocket::pong, this, &ClientConnection::noteSignOfLife);
    if (m_encryption)
        connect(m_encryption, &QSslSocket::encryptedBytesWritten, this,
                &ClientConnection::backlogShrank);
    else
        connect(socket, &QWebSocket::bytesWritten, this, &ClientConnection::backlogShrank);
    // Queued, so that whoever is sending just now is not destroyed under its own feet.
    connect(socket, &QWebSocket::disconnected, this, &ClientConnection::closed,
            Qt::QueuedConnection);
    if (!socket->isValid()) // gone since the upgrade: no signal will tell
        QMetaObject::invokeMethod(this, &ClientConnection::closed, Qt::QueuedConnection);
    // Qt closes by itself on a frame that is too large or broken, and then waits for the peer.
    m_cutOff.setSingleShot(true);
    connect(socket, &QWebSocket::aboutToClose, this,
            [this] { m_cutOff.start(m_limits.closeGrace); });
    connect(&m_cutOff, &QTimer::timeout, socket, &QWebSocket::abort);

    connect(&m_ping, &QTimer::timeout, this, &ClientConnection::checkLiveness);
    m_ping.start(m_limits.pingInterval);
}

ClientConnection::~ClientConnection() = default;

void ClientConnection::limitMessages(quint64 bytes)
{
    m_socket->setMaxAllowedIncomingFrameSize(bytes);
    m_socket->setMaxAllowedIncomingMessageSize(bytes);
}

qint64 ClientConnection::backlog() const
{
    // Under TLS everything is encrypted at once and then waits as such.
    return m_socket->bytesToWrite() + (m_encryption ? m_encryption->encryptedBytesToWrite() : 0);
}

void ClientConnection::send(const protocol::WireMessage &message)
{
    if (m_cutOff.isActive())
        return;
    if (message.binary)
        m_socket->sendBinaryMessage(message.bytes);
    else
        m_socket->sendTextMessage(QString::fromUtf8(message.bytes));
    if (backlog() > m_limits.backlog) {
        qCInfo(lcServer, "cut off a client that does not read");
        m_cutOff.start(0);
    }
}

void ClientConnection::close(CloseCode code, const QString &reason)
{
    if (m_cutOff.isActive())
        return;
    m_cutOff.start(m_limits.closeGrace);
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
}

void ClientConnection::dismiss(std::unique_ptr<ClientConnection> connection, CloseCode code,
                               const QString &reason)
{
    ClientConnection *leaving = connection.release();
    connect(leaving, &ClientConnection::closed, leaving, &QObject::deleteLater);
    leaving->close(code, reason);
}

void ClientConnection::receive(const protocol::WireMessage &message)
{
    if (m_cutOff.isActive())
        return;
    if (!m_rate.admit(message.bytes.size(), std::chrono::steady_clock::now())) {
        qCInfo(lcServer, "sent a client away that floods");
        close(CloseCode::TooMany, comeBackAfter(kFloodPause));
        return;
    }
    noteSignOfLife();
    Q_EMIT received(message);
}

void ClientConnection::noteSignOfLife()
{
    m_silentIntervals = 0;
    Q_EMIT peerSeen();
}

void ClientConnection::checkLiveness()
{
    if (++m_silentIntervals >= kSilentIntervalsOfTheDead) {
        qCInfo(lcServer, "cut off a client that went silent");
        m_cutOff.start(0);
    } else {
        m_socket->ping();
    }
}

} // namespace holdline::server
