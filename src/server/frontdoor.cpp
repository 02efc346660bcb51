// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/frontdoor.h"

#include "core/log.h"
#include "protocol/limits.h"

#include <QSslSocket>
#include <QTimer>
#include <QWebSocket>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::server {

namespace {

constexpr QByteArrayView kLogs("/logs");
constexpr int kListenBacklog = 1024;
constexpr int kSendBufferBytes = 64 * 1024;
constexpr Duration kUnacknowledgedTimeout = 20s;
constexpr Duration kLinger = 2s;
constexpr Duration kAcceptRetry = 1s;

void tune(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    // What the kernel holds cannot be seen in bytesToWrite(), and cannot be taken back.
    socket.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kSendBufferBytes);
#ifdef TCP_USER_TIMEOUT
    const auto timeout = static_cast<unsigned>(kUnacknowledgedTimeout.count());
    setsockopt(static_cast<int>(socket.socketDescriptor()), IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout,
               sizeof timeout);
#endif
}

void refuse(QTcpSocket &socket, const QByteArray &status, const QByteArray &extraHeader = {})
{
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
    QTimer::singleShot(kLinger, &socket, [&socket] { socket.abort(); });
    // Closing with unread bytes would reset the connection and could eat the answer.
    socket.readAll();
    socket.write("HTTP/1.1 " + status + "\r\n" + extraHeader
                 + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    socket.disconnectFromHost();
}

} // namespace

void Listener::incomingConnection(qintptr descriptor)
{
    if (m_identity) {
        acceptSecurely(descriptor);
        return;
    }
    auto *socket = new QTcpSocket(this);
    if (socket->setSocketDescriptor(descriptor))
        Q_EMIT accepted(socket);
    else
        delete socket;
}

void Listener::acceptSecurely(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSslConfiguration(m_identity->configuration());
    Q_EMIT accepted(socket);
    socket->startServerEncryption();
}

void Listener::offer(QTcpSocket &socket)
{
    addPendingConnection(&socket);
    Q_EMIT newConnection();
    Q_EMIT socket.readyRead();
}

FrontDoor::FrontDoor(AccessPolicy policy, HealthReport health, QObject *parent)
    : QObject(parent)
    , m_policy(std::move(policy))
    , m_pages(m_policy, std::move(health))
    , m_webSockets(u"holdlined"_s, QWebSocketServer::NonSecureMode)
{
    m_webSockets.setSupportedSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &FrontDoor::openPending);
    connect(&m_listener, &Listener::accepted, this, &FrontDoor::receive);
    // Out of file descriptors: Qt stops accepting for good unless told otherwise.
    connect(&m_listener, &QTcpServer::acceptError, this, [this] {
        qCWarning(lcServer, "cannot accept a connection: %s", qPrintable(m_listener.errorString()));
        QTimer::singleShot(kAcceptRetry, &m_listener, &QTcpServer::resumeAccepting);
    });
}

Outcome<QString> FrontDoor::listen(const QHostAddress &host, quint16 port)
{
    m_listener.setListenBacklogSize(kListenBacklog);
    if (!m_listener.listen(host, port))
        return Failure{u"cannot listen on %1 port %2: %3"_s.arg(host.toString())
                           .arg(port)
                           .arg(m_listener.errorString())};
    m_pages.attach(m_listener);
    return Success{};
}

void FrontDoor::close()
{
    m_listener.close();
}

void FrontDoor::receive(QTcpSocket *socket)
{
    tune(*socket);
    // The deadline is the context of everything that happens before the head is complete.
    auto *deadline = new QTimer(socket);
    connect(deadline, &QTimer::timeout, socket, &QTcpSocket::abort);
    connect(socket, &QTcpSocket::disconnected, deadline, [socket] { socket->deleteLater(); });
    connect(socket, &QTcpSocket::readyRead, deadline,
            [this, socket, deadline] { examine(*socket, *deadline); });
    deadline->start(m_headTimeout);
}

void FrontDoor::examine(QTcpSocket &socket, QTimer &deadline)
{
    constexpr QByteArrayView kEndOfHead("\r\n\r\n");
    const QByteArray bytes = socket.peek(kMaxHeadBytes);
    const qsizetype end = bytes.indexOf(kEndOfHead);
    if (end < 0 && bytes.size() < kMaxHeadBytes)
        return;
    deadline.stop();
    socket.disconnect(&deadline);
    deadline.deleteLater();
    if (end < 0) {
        refuse(socket, "431 Request Header Fields Too Large");
    } else if (const auto head = RequestHead::parse(bytes.left(end))) {
        admit(socket, *head);
    } else {
        refuse(socket, "400 Bad Request");
    }
}

void FrontDoor::admit(QTcpSocket &socket, const RequestHead &head)
{
    if (!m_policy.allowsOrigin(head.origin, head.host)) {
        qCInfo(lcServer, "refused a page from a foreign origin");
        refuse(socket, "403 Forbidden");
    } else if (!head.wantsWebSocket) {
        HttpPages::guard(socket);
        m_listener.offer(socket);
    } else if (head.path == kLogs && m_isObservable) {
        m_webSockets.handleConnection(&socket);
    } else if (head.path != "/ws") {
        refuse(socket, "404 Not Found");
    } else if (!m_policy.allowsAuthorization(head.authorization)) {
        qCInfo(lcServer, "refused a client without the right token");
        refuse(socket, "401 Unauthorized", "WWW-Authenticate: Bearer\r\n");
    } else {
        m_webSockets.handleConnection(&socket);
    }
}

void FrontDoor::openPending()
{
    while (QWebSocket *socket = m_webSockets.nextPendingConnection()) {
        socket->setParent(nullptr);
        socket->setMaxAllowedIncomingFrameSize(protocol::kMaxFrameBytes);
        socket->setMaxAllowedIncomingMessageSize(protocol::kMaxMessageBytes);
        if (socket->requestUrl().path() == QLatin1StringView(kLogs))
            Q_EMIT observerCame(socket);
        else
            Q_EMIT webSocketOpened(socket);
    }
}

} // namespace holdline::server
