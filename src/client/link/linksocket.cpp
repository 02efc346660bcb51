// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/linksocket.h"

#include "client/link/certificatetrust.h"
#include "client/link/dialfailure.h"
#include "client/link/sockettuning.h"
#include "client/link/websocketsignals.h"
#include "protocol/closecode.h"
#include "protocol/limits.h"

#include <QNetworkRequest>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocketHandshakeOptions>

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kCloseGrace{1000};
constexpr int kViolation = static_cast<int>(protocol::CloseCode::ProtocolViolation);
/// More bytes than any dialect queues. QWebSocket answers every ping by itself, so a server that
/// pings without reading the answers would fill the memory of this process.
constexpr qint64 kMostQueued = 4 * 1024 * 1024;
/// The most bytes read at a time, so that the event loop turns during a flood of small messages. It
/// has room for a whole frame, because QWebSocket reads no part of one.
constexpr auto kReadBuffer = static_cast<qint64>(protocol::kMaxFrameBytes) + 64 * 1024;
/// The longest answer to the upgrade. QWebSocket leaves it in the buffer until it is complete, and
/// searches all of it for its end whenever bytes arrive.
constexpr qint64 kMostHead = 16 * 1024;

} // namespace

LinkSocket::LinkSocket(const Way &way, QObject *parent)
    : QObject(parent)
    , m_way(way)
    , m_socket(QString(), QWebSocketProtocol::VersionLatest, this)
{
    m_socket.setProxy(way.proxy);
    limitMessages(m_socket);
    watch();
}

LinkSocket::~LinkSocket()
{
    fallSilent();
}

void LinkSocket::open()
{
    QNetworkRequest request(m_way.url);
    if (!m_way.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_way.token);
    QWebSocketHandshakeOptions options;
    if (m_way.offersDurable)
        options.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
    if (m_way.trust)
        m_socket.setSslConfiguration(m_way.trust->configuration(m_way.url));
    m_socket.open(request, options);
    if (auto *tls = m_socket.findChild<QSslSocket *>(); tls && m_way.trust)
        m_way.trust->guard(*tls, m_way.url);
    if (auto *tcp = m_socket.findChild<QTcpSocket *>())
        watch(*tcp);
}

void LinkSocket::drop()
{
    fallSilent();
    m_socket.abort();
    deleteLater();
}

void LinkSocket::close(int code)
{
    fallSilent();
    connect(&m_socket, &QWebSocket::disconnected, this, &LinkSocket::deleteLater);
    QTimer::singleShot(kCloseGrace, this, &LinkSocket::drop);
    m_socket.close(static_cast<QWebSocketProtocol::CloseCode>(code));
}

void LinkSocket::send(const protocol::WireMessage &message)
{
    if (message.binary)
        m_socket.sendBinaryMessage(message.bytes);
    else
        m_socket.sendTextMessage(QString::fromUtf8(message.bytes));
}

/// The payload is the time of sending, because several pings may be under way on a slow line.
void LinkSocket::ping(Instant now)
{
    m_socket.ping(QByteArray::number(qint64(now.time_since_epoch().count())));
}

void LinkSocket::lookForProgress()
{
    noteProgress(false);
}

qint64 LinkSocket::queuedBytes() const
{
    return m_wire ? m_wire->bytesToWrite() : 0;
}

QHostAddress LinkSocket::ownAddress() const
{
    return m_wire ? m_wire->localAddress() : QHostAddress();
}

void LinkSocket::watch()
{
    connect(&m_socket, &QWebSocket::connected, this, &LinkSocket::onOpen);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        if (m_stage == Stage::Open)
            onClosed();
        else
            onFailed();
    });
    connect(&m_socket, kWebSocketError, this, [this] {
        // disconnected() reports the end of an open socket, with the close code.
        if (m_stage != Stage::Open)
            onFailed();
    });
    connect(&m_socket, &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) {
        Q_EMIT ponged(Instant(Instant::duration(payload.toLongLong())));
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        Q_EMIT received({.binary = false, .bytes = text.toUtf8()});
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { Q_EMIT received({.binary = true, .bytes = bytes}); });
}

/// The TCP socket reports what QWebSocket does not: that the connection is made, and each byte that
/// arrives, including pings and parts of messages.
void LinkSocket::watch(QTcpSocket &socket)
{
    connect(&socket, &QTcpSocket::connected, this, [this, &socket] {
        m_stage = Stage::Reached;
        watchWire(wireBelow(socket));
        Q_EMIT reached();
    });
    socket.setReadBufferSize(kMostHead);
    connect(&socket, &QTcpSocket::readyRead, this, [this, &socket] {
        Q_EMIT heard();
        limitHead(socket);
        limitBacklog();
    });
}

void LinkSocket::limitHead(const QTcpSocket &socket)
{
    if (m_stage != Stage::Reached || socket.bytesAvailable() < kMostHead)
        return;
    m_stage = Stage::Ended;
    Q_EMIT failed(LossReason::NotAWebSocket, u"the answer to the upgrade does not end"_s);
}

void LinkSocket::limitBacklog()
{
    if (m_stage != Stage::Open || queuedBytes() <= kMostQueued)
        return;
    m_stage = Stage::Ended;
    Q_EMIT closed(kViolation, {}, u"the server asks on and on, and takes no answer"_s);
}

void LinkSocket::watchWire(QTcpSocket &wire)
{
    m_wire = &wire;
    tuneForTalking(wire);
    connect(&wire, &QTcpSocket::bytesWritten, this, [this](qint64 bytes) {
        noteProgress(true);
        Q_EMIT roomMade(bytes);
    });
}

/// Bytes that the kernel has taken may still wait there for a peer that is gone. Where the kernel
/// can be asked, only acknowledged bytes have left. When all bytes are acknowledged, a pong has no
/// bytes to wait for, so this is not progress.
void LinkSocket::noteProgress(bool written)
{
    if (m_stage != Stage::Open || !m_wire)
        return;
    if (const std::optional<Outflow> outflow = outflowOf(*m_wire)) {
        const quint64 before = std::exchange(m_acknowledged, outflow->acknowledged);
        written = outflow->isBusy && outflow->acknowledged != before;
    }
    if (written)
        Q_EMIT left();
}

void LinkSocket::onOpen()
{
    m_stage = Stage::Open;
    if (auto *tcp = m_socket.findChild<QTcpSocket *>())
        tcp->setReadBufferSize(kReadBuffer);
    Q_EMIT opened(!m_socket.subprotocol().isEmpty());
}

void LinkSocket::onFailed()
{
    const Stage before = std::exchange(m_stage, Stage::Ended);
    if (before != Stage::Ended)
        Q_EMIT failed(failure(before == Stage::Reached), detail());
}

void LinkSocket::onClosed()
{
    m_stage = Stage::Ended;
    Q_EMIT closed(m_socket.closeCode(), m_socket.closeReason(), detail());
}

/// Of a dial with TLS, QWebSocket tells the end before it knows the error; the TCP connection below
/// knows it.
const QAbstractSocket *LinkSocket::failedBelow() const
{
    if (m_socket.error() != QAbstractSocket::UnknownSocketError)
        return nullptr;
    auto *tcp = m_socket.findChild<QTcpSocket *>();
    const QAbstractSocket *wire = tcp ? &wireBelow(*tcp) : nullptr;
    return wire && wire->error() != QAbstractSocket::UnknownSocketError ? wire : nullptr;
}

LossReason LinkSocket::failure(bool wasReached) const
{
    const QAbstractSocket *below = failedBelow();
    const LossReason reason = below
        ? dialFailure(below->error(), below->errorString(), wasReached)
        : dialFailure(m_socket.error(), m_socket.errorString(), wasReached);
    if (reason == LossReason::Tls && m_way.trust && m_way.trust->refusal() != LossReason::None)
        return m_way.trust->refusal();
    return reason;
}

/// What the network said, without the names of Qt's functions.
QString LinkSocket::detail() const
{
    const QAbstractSocket *below = failedBelow();
    const QString said = below ? below->errorString() : m_socket.errorString();
    return said.mid(said.lastIndexOf("::processHandshake: "_L1) < 0 ? 0 : said.indexOf(u' ') + 1);
}

/// Disconnects all signals of the sockets and of this.
void LinkSocket::fallSilent()
{
    disconnect();
    m_socket.disconnect(this);
    for (QTcpSocket *tcp : m_socket.findChildren<QTcpSocket *>())
        tcp->disconnect(this);
    m_wire.clear();
}

} // namespace holdline::client
