// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/frontdoor.h"

#include "core/log.h"
#include "protocol/limits.h"
#include "server/clientconnection.h"
#include "server/farewell.h"

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
constexpr QByteArrayView kHealth("/health");
constexpr int kListenBacklog = 1024;
constexpr int kSendBufferBytes = 64 * 1024;
constexpr Duration kUnacknowledgedTimeout = 20s;
constexpr Duration kLinger = 2s;
constexpr Duration kPageLinger = 10s;
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

/// Without a word, but not by a reset: QTcpSocket takes that for a connection not made yet, and
/// dials again at once and without end.
void drop(QTcpSocket &socket)
{
    socket.abort();
    socket.deleteLater();
}

/// What has been written goes out, and nothing more is listened to.
void hangUp(QTcpSocket &socket, Duration linger)
{
    QObject::disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
    QTimer::singleShot(linger, &socket, [&socket] { socket.abort(); });
    // Closing with unread bytes would reset the connection and could eat the answer.
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&socket] { socket.readAll(); });
    socket.readAll();
    socket.disconnectFromHost();
}

void refuse(QTcpSocket &socket, const QByteArray &status, const QByteArray &extraHeader = {})
{
    socket.write("HTTP/1.1 " + status + "\r\n" + extraHeader
                 + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    hangUp(socket, kLinger);
}

void refuseWithoutToken(QTcpSocket &socket)
{
    qCInfo(lcServer, "refused a client without the right token");
    refuse(socket, "401 Unauthorized", "WWW-Authenticate: Bearer\r\n");
}

/// All that is derived from the socket asks it where it comes from.
struct Peer : QAbstractSocket
{
    static void set(QAbstractSocket &socket, const QHostAddress &address)
    {
        (socket.*&Peer::setPeerAddress)(address); // protected
    }
};

bool isForOperators(const QByteArray &path)
{
    return path.startsWith("/admin/") || path.startsWith("/metrics");
}

/// A WebSocket begins behind its head; a page is made when the body is there, unless that is too
/// long to be awaited.
bool isWhole(QTcpSocket &socket, const RequestHead &head, qint64 headBytes)
{
    const qint64 body = head.wantsWebSocket ? 0 : head.bodyBytes.value_or(0);
    if (body == 0 || body > FrontDoor::kMaxBodyBytes)
        return true;
    socket.setReadBufferSize(headBytes + body);
    return socket.bytesAvailable() >= headBytes + body;
}

} // namespace

void Listener::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = nullptr;
    if (m_identity) {
        auto *secure = new QSslSocket(this);
        secure->setSslConfiguration(m_identity->configuration());
        socket = secure;
    } else {
        socket = new QTcpSocket(this);
    }
    if (socket->setSocketDescriptor(descriptor))
        Q_EMIT accepted(socket);
    else
        delete socket;
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
    , m_turnedAway(u"holdlined"_s, QWebSocketServer::NonSecureMode)
{
    for (QWebSocketServer *upgrader : {&m_webSockets, &m_turnedAway})
        upgrader->setSupportedSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &FrontDoor::openPending);
    connect(&m_turnedAway, &QWebSocketServer::newConnection, this, &FrontDoor::dismissPending);
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
    m_listener.setParent(this); // QHttpServer has made itself the parent
    return Success{};
}

void FrontDoor::close()
{
    m_listener.close();
}

// ---- before the request is known

void FrontDoor::receive(QTcpSocket *socket)
{
    const bool isProxy = m_proxies.contains(socket->peerAddress());
    const Verdict verdict =
        isProxy ? Verdict::Admit : m_guard.arrive(socket->peerAddress(), m_clock.now());
    if (verdict == Verdict::Drop) {
        ++m_refusals.dropped;
        drop(*socket);
        return;
    }
    makeRoom();
    tune(*socket);
    await(*socket, verdict);
    if (auto *secure = qobject_cast<QSslSocket *>(socket))
        secure->startServerEncryption();
}

void FrontDoor::await(QTcpSocket &socket, Verdict verdict)
{
    socket.setReadBufferSize(kMaxHeadBytes);
    QTimer &deadline = keepWaiting(socket);
    connect(&deadline, &QTimer::timeout, &socket, [this, &socket] {
        ++m_refusals.tooSlow;
        socket.abort();
    });
    connect(&socket, &QTcpSocket::errorOccurred, &deadline, [this](auto error) {
        if (error == QAbstractSocket::SslHandshakeFailedError)
            ++m_refusals.withoutTls;
    });
    connect(&socket, &QTcpSocket::readyRead, &deadline,
            [this, &socket, &deadline, verdict] { examine(socket, deadline, verdict); });
    deadline.start(m_requestTimeout);
}

/// The timer is the context of everything that may happen meanwhile.
QTimer &FrontDoor::keepWaiting(QTcpSocket &socket)
{
    m_waiting.push_back(&socket);
    auto *timer = new QTimer(&socket);
    connect(&socket, &QTcpSocket::disconnected, timer, [this, &socket] {
        std::erase(m_waiting, &socket);
        socket.deleteLater();
    });
    return *timer;
}

void FrontDoor::endWaiting(QTcpSocket &socket, QTimer &timer)
{
    std::erase(m_waiting, &socket);
    timer.stop();
    socket.disconnect(&timer);
    timer.deleteLater();
}

void FrontDoor::makeRoom()
{
    if (m_waiting.size() < kMaxWaiting)
        return;
    ++m_refusals.crowdedOut;
    QTcpSocket *oldest = m_waiting.front();
    m_waiting.erase(m_waiting.begin());
    drop(*oldest);
}

void FrontDoor::examine(QTcpSocket &socket, QTimer &deadline, Verdict verdict)
{
    constexpr QByteArrayView kEndOfHead("\r\n\r\n");
    const QByteArray bytes = socket.peek(kMaxHeadBytes);
    const qsizetype end = bytes.indexOf(kEndOfHead);
    if (end < 0 && bytes.size() < kMaxHeadBytes)
        return;
    const auto head = end < 0 ? std::nullopt : RequestHead::parse(bytes.left(end));
    if (head && !isWhole(socket, *head, end + kEndOfHead.size()))
        return;
    endWaiting(socket, deadline);
    if (end < 0) {
        ++m_refusals.headTooLong;
        refuse(socket, "431 Request Header Fields Too Large");
    } else if (!head) {
        ++m_refusals.notHttp;
        refuse(socket, "400 Bad Request");
    } else {
        const bool isProxy = m_proxies.contains(socket.peerAddress());
        decide(socket, *head, isProxy ? receiveForwarded(socket, *head) : verdict);
    }
}

// ---- after that

FrontDoor::Verdict FrontDoor::receiveForwarded(QTcpSocket &socket, const RequestHead &head)
{
    Peer::set(socket, m_proxies.clientBehind(socket.peerAddress(), head.forwardedFor));
    const Verdict verdict = m_guard.arrive(socket.peerAddress(), m_clock.now());
    // A proxy that is hung up on would take the server for broken.
    return verdict == Verdict::Drop ? Verdict::TurnAway : verdict;
}

void FrontDoor::decide(QTcpSocket &socket, const RequestHead &head, Verdict verdict)
{
    if (verdict == Verdict::TurnAway) {
        turnAway(socket, head);
    } else if (!head.bodyBytes) {
        ++m_refusals.bodyTooLong;
        refuse(socket, "411 Length Required");
    } else if (*head.bodyBytes > kMaxBodyBytes) {
        ++m_refusals.bodyTooLong;
        refuse(socket, "413 Content Too Large");
    } else if (!m_policy.allowsOrigin(head.origin, head.host)) {
        ++m_refusals.foreignOrigin;
        qCInfo(lcServer, "refused a page from a foreign origin");
        refuse(socket, "403 Forbidden");
    } else if (isGuess(head)) {
        refuseGuess(socket, head);
    } else {
        admit(socket, head);
    }
}

/// A token is shown where one is asked for, and it is another.
bool FrontDoor::isGuess(const RequestHead &head) const
{
    if (head.authorization.isEmpty() || head.path == kHealth || head.path == kLogs)
        return false;
    if (isForOperators(head.path))
        return m_operators && !m_operators->allowsAuthorization(head.authorization);
    return !m_policy.allowsAuthorization(head.authorization);
}

void FrontDoor::refuseGuess(QTcpSocket &socket, const RequestHead &head)
{
    ++(isForOperators(head.path) ? m_refusals.wrongAdminToken : m_refusals.wrongToken);
    QTimer &delay = keepWaiting(socket);
    connect(&delay, &QTimer::timeout, &delay, [this, &socket, &delay] {
        endWaiting(socket, delay);
        refuseWithoutToken(socket);
    });
    delay.start(m_brake.fail(socket.peerAddress(), m_clock.now()));
}

void FrontDoor::admit(QTcpSocket &socket, const RequestHead &head)
{
    const bool isObserver = head.path == kLogs && m_operators;
    if (!head.wantsWebSocket) {
        m_listener.offer(socket);
        hangUp(socket, kPageLinger); // all pages are made at once
    } else if (!isObserver && head.path != "/ws") {
        ++m_refusals.unknownPath;
        refuse(socket, "404 Not Found");
    } else if (!isObserver && !m_policy.allowsAuthorization(head.authorization)) {
        ++m_refusals.wrongToken;
        refuseWithoutToken(socket);
    } else {
        socket.setReadBufferSize(0);
        m_webSockets.handleConnection(&socket);
    }
}

void FrontDoor::turnAway(QTcpSocket &socket, const RequestHead &head)
{
    ++m_refusals.tooMany;
    if (head.wantsWebSocket) {
        m_turnedAway.handleConnection(&socket);
        return;
    }
    const Duration wait = m_guard.wait(socket.peerAddress(), m_clock.now());
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    refuse(socket, "429 Too Many Requests", "Retry-After: " + QByteArray::number(seconds) + "\r\n");
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

void FrontDoor::dismissPending()
{
    while (QWebSocket *socket = m_turnedAway.nextPendingConnection()) {
        const Duration wait = m_guard.wait(socket->peerAddress(), m_clock.now());
        socket->setParent(nullptr);
        ClientConnection::dismiss(std::make_unique<ClientConnection>(socket), CloseCode::TooMany,
                                  comeBackAfter(wait));
    }
}

} // namespace holdline::server
