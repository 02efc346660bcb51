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
            m_kind = Kind::Holding;
    });
    connect(&m_socket, &ReconnectingSocket::lost, this, &SessionLine::onLost);
    connect(&m_socket, &ReconnectingSocket::nameless, &m_plain, &PlainDialect::onNameless);
    connect(&m_socket, &ReconnectingSocket::received, this,
            [this](const protocol::WireMessage &message) {
                if (m_dialect == Dialect::Plain)
                    m_plain.onMessage(message);
                else if (m_dialect == Dialect::Stream)
                    m_stream.onMessage(message);
            });
    connect(&m_socket, &ReconnectingSocket::roomMade, this, [this](qint64 bytes) {
        if (m_dialect == Dialect::Stream)
            m_stream.onRoomMade(bytes);
    });
}

void SessionLine::forwardSignals()
{
    connect(&m_plain, &PlainDialect::sessionStarted, this, &SessionLine::begin);
    connect(&m_plain, &PlainDialect::received, this, &Line::received);

    connect(&m_stream, &StreamDialect::sessionStarted, this, &SessionLine::begin);
    connect(&m_stream, &StreamDialect::lost, this, &Line::lost);
    connect(&m_stream, &StreamDialect::received, this, &Line::received);
    connect(&m_stream, &StreamDialect::speechReceived, this, &Line::speechReceived);
    connect(&m_stream, &StreamDialect::historyReceived, this, &Line::historyReceived);
    connect(&m_stream, &StreamDialect::leftFound, this, &Line::leftFound);
    connect(&m_stream, &StreamDialect::waitingChanged, this, &Line::waitingChanged);
    connect(&m_stream, &StreamDialect::caughtUp, this, &Line::caughtUp);
    connect(&m_stream, &StreamDialect::left, this, [this] {
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

void SessionLine::onOpened(bool holding)
{
    m_dialect = holding ? Dialect::Stream : Dialect::Plain;
    if (holding)
        m_stream.onOpened();
    else
        m_plain.onOpened();
}

void SessionLine::onLost()
{
    const Dialect dialect = std::exchange(m_dialect, Dialect::None);
    if (dialect == Dialect::Stream)
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
    return m_dialect == Dialect::Stream && m_stream.isInSession();
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
