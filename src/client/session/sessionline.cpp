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
    , m_durable(socket, ids, secrets, clock)
{
    connectSocket();
    connectDialects();
}

void SessionLine::connectSocket()
{
    connect(&m_socket, &ReconnectingSocket::opened, this, &SessionLine::onOpened);
    connect(&m_socket, &ReconnectingSocket::changed, this, [this] {
        if (m_durable.expectServer())
            choose(m_durable);
    });
    connect(&m_socket, &ReconnectingSocket::lost, this, &SessionLine::onLost);
    connect(&m_socket, &ReconnectingSocket::nameless, &m_plain, &PlainDialect::onNameless);
    connect(&m_socket, &ReconnectingSocket::received, this,
            [this](const protocol::WireMessage &message) {
                if (m_spoken)
                    m_spoken->onMessage(message);
            });
    connect(&m_socket, &ReconnectingSocket::roomMade, this, [this](qint64 bytes) {
        if (m_spoken)
            m_spoken->onRoomMade(bytes);
    });
}

void SessionLine::connectDialects()
{
    connect(&m_plain, &PlainDialect::sessionStarted, this,
            [this](const Session &session) { begin(m_plain, session); });
    connect(&m_plain, &PlainDialect::lost, this, &Line::lost);
    connect(&m_plain, &PlainDialect::received, this, &Line::received);

    connect(&m_durable, &DurableDialect::sessionStarted, this,
            [this](const Session &session) { begin(m_durable, session); });
    connect(&m_durable, &DurableDialect::lost, this, &Line::lost);
    connect(&m_durable, &DurableDialect::received, this, &Line::received);
    connect(&m_durable, &DurableDialect::left, this, [this] {
        m_socket.stop();
        Q_EMIT stopped();
    });
}

// ---- the user

void SessionLine::start()
{
    m_durable.stay();
    m_socket.start();
}

void SessionLine::stop()
{
    m_durable.leave();
}

void SessionLine::reconnectNow()
{
    m_durable.stay();
    m_socket.reconnectNow();
}

void SessionLine::startNewSession()
{
    m_ids.forget(m_socket.endpoint().sessionKey);
    m_durable.end();
}

// ---- the connection

void SessionLine::onOpened(bool durable)
{
    m_spoken = durable ? static_cast<Dialect *>(&m_durable) : &m_plain;
    m_spoken->onOpened();
}

void SessionLine::onLost()
{
    if (Dialect *spoken = std::exchange(m_spoken, nullptr))
        spoken->onLost();
}

void SessionLine::choose(Dialect &dialect)
{
    if (std::exchange(m_chosen, &dialect) != &dialect)
        Q_EMIT kindChanged();
}

void SessionLine::begin(Dialect &dialect, const Session &session)
{
    choose(dialect);
    Q_EMIT sessionStarted(session);
}

} // namespace holdline::client
