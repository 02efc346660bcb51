// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/sessionline.h"

#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"

#include <utility>

namespace holdline::client {

SessionLine::SessionLine(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets,
                         const Clock &clock, QObject *parent)
    : Line(parent)
    , m_socket(socket)
    , m_ids(ids)
    , m_plain(socket, ids)
    , m_stream(socket, ids, secrets, clock)
{
    connectSocket();
    forwardSignals();
}

void SessionLine::connectSocket()
{
    connect(&m_socket, &ReconnectingSocket::opened, this, &SessionLine::onOpened);
    connect(&m_socket, &ReconnectingSocket::changed, this, [this] {
        if (m_stream.expectServer())
            m_kind = Kind::Durable;
    });
    connect(&m_socket, &ReconnectingSocket::lost, this, &SessionLine::onLost);
    connect(&m_socket, &ReconnectingSocket::nameless, &m_plain, &PlainDialect::onNameless);
    connect(&m_socket, &ReconnectingSocket::received, this,
            [this](const protocol::WireMessage &message) {
                if (m_dialect == Dialect::Plain)
                    m_plain.onMessage(message);
                else if (m_dialect == Dialect::Durable)
                    m_stream.onMessage(message);
            });
    connect(&m_socket, &ReconnectingSocket::roomMade, this, [this](qint64 bytes) {
        if (m_dialect == Dialect::Durable)
            m_stream.onRoomMade(bytes);
    });
}

void SessionLine::forwardSignals()
{
    connect(&m_plain, &PlainDialect::sessionStarted, this, &SessionLine::begin);
    connect(&m_plain, &PlainDialect::received, this, &Line::received);

    connect(&m_stream, &DurableDialect::sessionStarted, this, &SessionLine::begin);
    connect(&m_stream, &DurableDialect::lost, this, &Line::lost);
    connect(&m_stream, &DurableDialect::received, this, &Line::received);
    connect(&m_stream, &DurableDialect::speechReceived, this, &Line::speechReceived);
    connect(&m_stream, &DurableDialect::historyReceived, this, &Line::historyReceived);
    connect(&m_stream, &DurableDialect::leftFound, this, &Line::leftFound);
    connect(&m_stream, &DurableDialect::waitingChanged, this, &Line::waitingChanged);
    connect(&m_stream, &DurableDialect::caughtUp, this, &Line::caughtUp);
    connect(&m_stream, &DurableDialect::left, this, [this] {
        m_socket.stop();
        Q_EMIT stopped();
    });
}

// ---- the user

void SessionLine::start()
{
    m_stream.stay();
    m_socket.start();
}

void SessionLine::stop()
{
    m_stream.leave();
}

void SessionLine::reconnectNow()
{
    m_stream.stay();
    m_socket.reconnectNow();
}

void SessionLine::startNewSession()
{
    m_ids.forget(m_socket.endpoint().sessionKey);
    m_stream.end();
}

// ---- the connection

void SessionLine::onOpened(bool durable)
{
    m_dialect = durable ? Dialect::Durable : Dialect::Plain;
    if (durable)
        m_stream.onOpened();
    else
        m_plain.onOpened();
}

void SessionLine::onLost()
{
    const Dialect dialect = std::exchange(m_dialect, Dialect::None);
    if (dialect == Dialect::Durable)
        m_stream.onLost();
    else
        Q_EMIT lost();
}

void SessionLine::begin(const Session &session)
{
    m_kind = session.kind;
    Q_EMIT sessionStarted(session);
}

bool SessionLine::isLive() const
{
    if (m_dialect == Dialect::Plain)
        return m_kind == Kind::Plain && m_socket.isLive();
    return m_dialect == Dialect::Durable && m_stream.isInSession();
}

// ---- going out

bool SessionLine::send(const protocol::ClientMessage &message)
{
    if (m_kind == Kind::Plain)
        return m_dialect == Dialect::Plain && m_plain.send(message);
    m_stream.send(message);
    return true;
}

bool SessionLine::send(const protocol::AudioFrame &frame)
{
    return isLive() && m_kind == Kind::Plain && m_plain.send(frame);
}

bool SessionLine::send(const protocol::AudioItem &item)
{
    if (m_kind == Kind::Plain)
        return false;
    m_stream.send(item);
    return true;
}

} // namespace holdline::client
