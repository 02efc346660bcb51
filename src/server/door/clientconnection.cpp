// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/clientconnection.h"

#include "core/log.h"
#include "server/door/farewell.h"

#include <cstdlib>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {
constexpr int kSilentIntervalsOfTheDead = 2;
constexpr Duration kFloodPause{10000};
} // namespace

void ClientConnection::DeleteLater::operator()(WebSocket *socket) const
{
    // One of its signals may still be on the stack.
    socket->disconnect();
    socket->abort();
    socket->deleteLater();
}

ClientConnection::ClientConnection(WebSocket *socket, Limits limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_limits(limits)
{
    connect(socket, &WebSocket::bytesRead, this,
            [this](qint64 bytes) { charge(MessageRate::ofRead(bytes)); });
    connect(socket, &WebSocket::frameRead, this, [this] { charge(MessageRate::kPerFrame); });
    connect(socket, &WebSocket::messageReceived, this, &ClientConnection::receive);
    connect(socket, &WebSocket::turnEnded, this, [this] {
        noteUnfinished();
        restIfNeeded();
    });
    connect(socket, &WebSocket::pongReceived, this, &ClientConnection::noteSignOfLife);
    connect(socket, &WebSocket::bytesWritten, this, &ClientConnection::backlogShrank);
    // Queued, because the caller of send() may be the one that closed() destroys.
    connect(socket, &WebSocket::disconnected, this, &ClientConnection::closed,
            Qt::QueuedConnection);
    m_cutOff.setSingleShot(true);
    connect(socket, &WebSocket::closing, this, [this] { m_cutOff.start(m_limits.closeGrace); });
    connect(&m_cutOff, &QTimer::timeout, socket, &WebSocket::abort);

    m_messagePatience.setSingleShot(true);
    connect(&m_messagePatience, &QTimer::timeout, this, [this] {
        qCInfo(lcServer, "sent a client away that did not finish a message");
        close(protocol::CloseCode::TooSlow, u"a message took too long"_s);
    });
    connect(&m_ping, &QTimer::timeout, this, &ClientConnection::checkLiveness);
    m_ping.start(m_limits.pingInterval);
    restIfNeeded();
}

ClientConnection::~ClientConnection() = default;

void ClientConnection::limitMessages(quint64 bytes)
{
    m_socket->limitMessages(static_cast<qsizetype>(bytes));
}

void ClientConnection::send(const protocol::WireMessage &message)
{
    m_socket->send(message);
    if (backlog() > m_limits.backlog) {
        qCInfo(lcServer, "cut off a client that does not read");
        m_socket->abort();
    }
}

void ClientConnection::close(protocol::CloseCode code, const QString &reason)
{
    m_messagePatience.stop();
    m_socket->close(static_cast<quint16>(code), reason);
}

void ClientConnection::charge(MessageRate::Cost cost)
{
    const Instant now = std::chrono::steady_clock::now();
    if (NetworkRate *network = m_socket->network())
        network->charge(cost, now);
    chargeClient(cost, now);
}

void ClientConnection::chargeSound(MessageRate::Cost cost)
{
    const Instant now = std::chrono::steady_clock::now();
    if (NetworkRate *network = m_socket->network())
        network->chargeSound(cost, now);
    chargeClient(cost, now);
}

void ClientConnection::chargeClient(MessageRate::Cost cost, Instant now)
{
    m_hasAsked = true;
    if (!m_rate.charge(cost, now))
        sendAway();
}

/// Waits for the next place in the queue if the network has asked for too much. A connection that
/// was idle takes none, so that its first message is read at once.
void ClientConnection::restIfNeeded()
{
    NetworkRate *network = m_socket->network();
    if (!network || !std::exchange(m_hasAsked, false))
        return;
    const Duration pause = network->pause(std::chrono::steady_clock::now());
    if (pause > Duration(0))
        m_socket->rest(pause);
}

void ClientConnection::sendAway()
{
    if (!m_socket->isOpen())
        return;
    qCInfo(lcServer, "sent a client away that floods");
    close(protocol::CloseCode::TooMany, protocol::comeBackAfter(kFloodPause));
}

void ClientConnection::dismiss(std::unique_ptr<ClientConnection> connection,
                               protocol::CloseCode code, const QString &reason)
{
    ClientConnection *leaving = connection.release();
    connect(leaving, &ClientConnection::closed, leaving, &QObject::deleteLater);
    leaving->close(code, reason);
}

void ClientConnection::receive(const protocol::WireMessage &message)
{
    m_messagePatience.stop();
    noteSignOfLife();
    Q_EMIT received(message);
}

void ClientConnection::noteUnfinished()
{
    if (!m_socket->isUnfinished())
        m_messagePatience.stop();
    else if (!m_messagePatience.isActive())
        m_messagePatience.start(m_limits.messagePatience);
    const qint64 held = m_socket->unfinishedBytes();
    if (std::abs(held - m_reportedUnfinished) < kUnfinishedStep)
        return;
    m_reportedUnfinished = held;
    Q_EMIT unfinishedChanged();
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
        m_socket->abort();
    } else {
        m_socket->ping();
    }
}

} // namespace holdline::server
