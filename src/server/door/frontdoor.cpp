// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/frontdoor.h"

#include "core/log.h"
#include "server/door/clientconnection.h"
#include "server/door/farewell.h"
#include "server/door/upgrade.h"

#include <QSslSocket>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::server {

namespace {

constexpr int kSendBufferBytes = 64 * 1024;
constexpr Duration kUnacknowledgedTimeout = 20s;
constexpr Duration kLinger = 2s;
constexpr Duration kPageLinger = 10s;

void tune(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    // bytesToWrite() does not count what the kernel buffers, and we cannot take it back.
    socket.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kSendBufferBytes);
#ifdef TCP_USER_TIMEOUT
    const auto timeout = static_cast<unsigned>(kUnacknowledgedTimeout.count());
    setsockopt(static_cast<int>(socket.socketDescriptor()), IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout,
               sizeof timeout);
#endif
}

/// Sends what has been written, ignores what still arrives, and closes; aborts after `linger`.
void hangUp(QTcpSocket &socket, Duration linger)
{
    QObject::disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
    QTimer::singleShot(linger, &socket, [&socket] { socket.abort(); });
    // Closing with unread bytes resets the connection, and a reset may destroy the answer.
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&socket] { socket.readAll(); });
    socket.readAll();
    socket.disconnectFromHost();
}

void refuse(QTcpSocket &socket, const HttpAnswer &answer)
{
    socket.write(answer.bytes());
    hangUp(socket, kLinger);
}

void refuseWithoutToken(QTcpSocket &socket)
{
    qCInfo(lcServer, "refused a client without the right token");
    refuse(socket, {.status = 401, .fields = {{"WWW-Authenticate", "Bearer"}}});
}

/// Sets the peer address of a socket. Classes that use the socket ask it for its address.
struct Peer : QAbstractSocket
{
    static void set(QAbstractSocket &socket, const QHostAddress &address)
    {
        (socket.*&Peer::setPeerAddress)(address); // a protected member
    }
};

/// True if everything that the answer needs has arrived: the head for a WebSocket, head and body
/// for a page. A body that is too long is not awaited.
bool isWhole(QTcpSocket &socket, const RequestHead &head, qint64 headBytes)
{
    const qint64 body = head.wantsWebSocket ? 0 : head.bodyBytes.value_or(0);
    if (body == 0 || body > FrontDoor::kMaxBodyBytes)
        return true;
    socket.setReadBufferSize(headBytes + body);
    return socket.bytesAvailable() >= headBytes + body;
}

} // namespace

FrontDoor::FrontDoor(AccessPolicy policy, HealthReport health, QObject *parent)
    : QObject(parent)
    , m_policy(std::move(policy))
    , m_pages(m_policy, std::move(health))
    , m_listener(this)
{
    connect(&m_listener, &Listener::accepted, this, &FrontDoor::receive);
}

// ---- before the request has arrived

void FrontDoor::receive(QTcpSocket *socket)
{
    const bool isProxy = m_proxies.contains(socket->peerAddress());
    const Verdict verdict =
        isProxy ? ConnectionGuard::Admit{} : m_guard.arrive(socket->peerAddress(), m_clock.now());
    if (std::holds_alternative<ConnectionGuard::Drop>(verdict)) {
        ++m_refusals.dropped;
        drop(*socket);
        return;
    }
    tune(*socket);
    if (auto *secure = qobject_cast<QSslSocket *>(socket))
        m_tls.add(*secure);
    await(*socket, verdict);
}

void FrontDoor::await(QTcpSocket &socket, const Verdict &verdict)
{
    socket.setReadBufferSize(kMaxHeadBytes);
    QTimer &deadline = m_waiting.enter(socket);
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

void FrontDoor::examine(QTcpSocket &socket, QTimer &deadline, const Verdict &verdict)
{
    const auto *secure = qobject_cast<QSslSocket *>(&socket);
    if (secure && !secure->isEncrypted())
        return;
    constexpr QByteArrayView kEndOfHead("\r\n\r\n");
    const QByteArray bytes = socket.peek(kMaxHeadBytes);
    const qsizetype end = bytes.indexOf(kEndOfHead);
    if (end < 0 && bytes.size() < kMaxHeadBytes)
        return;
    const auto head = end < 0 ? Result<RequestHead, HeadFault>(Failure{HeadFault::TooManyFields})
                              : RequestHead::parse(bytes.left(end));
    const qint64 headBytes = end + kEndOfHead.size();
    if (head && !isWhole(socket, head.value(), headBytes))
        return;
    m_waiting.leave(socket, deadline);
    if (!head) {
        refuseHead(socket, head.error());
        return;
    }
    const bool isProxy = m_proxies.contains(socket.peerAddress());
    const Verdict decided = isProxy ? receiveForwarded(socket, head.value()) : verdict;
    if (const auto *later = std::get_if<ConnectionGuard::TurnAway>(&decided))
        turnAway(socket, head.value(), later->place);
    else
        decide(socket, head.value(), headBytes);
}

void FrontDoor::refuseHead(QTcpSocket &socket, HeadFault fault)
{
    ++(fault == HeadFault::TooManyFields ? m_refusals.headTooLong : m_refusals.notHttp);
    switch (fault) {
    case HeadFault::Malformed:
        return refuse(socket, {.status = 400});
    case HeadFault::TooManyFields:
        return refuse(socket, {.status = 431});
    case HeadFault::UnknownMethod:
        return refuse(socket, {.status = 501});
    case HeadFault::OtherWebSocket:
        return refuse(socket, {.status = 426, .fields = {{"Sec-WebSocket-Version", "13"}}});
    }
}

// ---- after the request has arrived

FrontDoor::Verdict FrontDoor::receiveForwarded(QTcpSocket &socket, const RequestHead &head)
{
    Peer::set(socket, m_proxies.clientBehind(socket.peerAddress(), head.forwardedFor));
    const Instant now = m_clock.now();
    const Verdict verdict = m_guard.arrive(socket.peerAddress(), now);
    // If we closed without an answer, the proxy would think that the server is broken.
    return std::holds_alternative<ConnectionGuard::Drop>(verdict)
        ? ConnectionGuard::TurnAway{now + ConnectionGuard::kLongestQueue}
        : verdict;
}

void FrontDoor::decide(QTcpSocket &socket, const RequestHead &head, qint64 headBytes)
{
    if (!head.host.isEmpty() && !m_names.contain(head.host)) {
        ++m_refusals.foreignHost;
        qCInfo(lcServer, "refused a client that calls the server by a name that it was not given");
        refuse(socket, {.status = 421});
    } else if (!head.bodyBytes) {
        ++m_refusals.bodyTooLong;
        refuse(socket, {.status = 411});
    } else if (*head.bodyBytes > kMaxBodyBytes) {
        ++m_refusals.bodyTooLong;
        refuse(socket, {.status = 413});
    } else if (!m_policy.allowsOrigin(head.origin, head.host)) {
        ++m_refusals.foreignOrigin;
        qCInfo(lcServer, "refused a page from a foreign origin");
        refuse(socket, {.status = 403});
    } else if (isGuess(head)) {
        refuseGuess(socket, head);
    } else {
        admit(socket, head, headBytes);
    }
}

/// True if the request shows a token where one is needed, and it is the wrong one.
bool FrontDoor::isGuess(const RequestHead &head) const
{
    if (head.authorization.isEmpty())
        return false;
    switch (head.route) {
    case Route::Health:
    case Route::Observers:
        return false;
    case Route::Operators:
        return m_operators && !m_operators->allowsAuthorization(head.authorization);
    case Route::Voice:
    case Route::Elsewhere:
        break;
    }
    return !m_policy.allowsAuthorization(head.authorization);
}

void FrontDoor::refuseGuess(QTcpSocket &socket, const RequestHead &head)
{
    ++(head.route == Route::Operators ? m_refusals.wrongAdminToken : m_refusals.wrongToken);
    QTimer &delay = m_waiting.enter(socket);
    connect(&delay, &QTimer::timeout, &delay, [this, &socket, &delay] {
        m_waiting.leave(socket, delay);
        refuseWithoutToken(socket);
    });
    delay.start(m_brake.fail(socket.peerAddress(), m_clock.now()));
}

void FrontDoor::admit(QTcpSocket &socket, const RequestHead &head, qint64 headBytes)
{
    if (head.wantsWebSocket) {
        upgrade(socket, head);
        return;
    }
    socket.skip(headBytes);
    const PageRequest request{head, socket.read(*head.bodyBytes), socket.peerAddress()};
    socket.write(m_pages.answer(request).bytes(head.method != "HEAD"));
    hangUp(socket, kPageLinger);
}

void FrontDoor::upgrade(QTcpSocket &socket, const RequestHead &head)
{
    const bool isObserver = head.route == Route::Observers && m_operators;
    if (!isObserver && head.route != Route::Voice) {
        ++m_refusals.unknownPath;
        refuse(socket, {.status = 404});
    } else if (!isObserver && !m_policy.allowsAuthorization(head.authorization)) {
        ++m_refusals.wrongToken;
        refuseWithoutToken(socket);
    } else if (isObserver) {
        Q_EMIT observerCame(webSocketOn(socket, head));
    } else {
        Q_EMIT webSocketOpened(webSocketOn(socket, head));
    }
}

WebSocket *FrontDoor::webSocketOn(QTcpSocket &socket, const RequestHead &head)
{
    return upgraded(socket, head, m_rates.of(socket.peerAddress(), m_clock.now()));
}

void FrontDoor::turnAway(QTcpSocket &socket, const RequestHead &head, Instant place)
{
    ++m_refusals.tooMany;
    const auto wait = std::max(place - m_clock.now(), Instant::duration(0));
    if (head.wantsWebSocket) {
        ClientConnection::dismiss(std::make_unique<ClientConnection>(webSocketOn(socket, head)),
                                  protocol::CloseCode::TooMany,
                                  protocol::comeBackAfter(std::chrono::ceil<Duration>(wait)));
        return;
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    refuse(socket, {.status = 429, .fields = {{"Retry-After", QByteArray::number(seconds)}}});
}

} // namespace holdline::server
