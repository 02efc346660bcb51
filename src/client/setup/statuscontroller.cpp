// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/statuscontroller.h"

#include "client/link/reconnectingsocket.h"
#include "client/link/visiblestatus.h"
#include "core/log.h"

#include <algorithm>

namespace holdline::client {

namespace {

bool isUnderWay(ConnectionState state)
{
    return state != ConnectionState::Stopped && state != ConnectionState::Failed;
}

} // namespace

StatusController::StatusController(ReconnectingSocket &socket, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_clock(clock)
    , m_logged(toLogString(ConnectionStatus{}))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &StatusController::update);
    connect(&m_socket, &ReconnectingSocket::changed, this, &StatusController::update);
    update();
}

void StatusController::setMicrophoneOpen(bool open)
{
    m_microphoneOpen = open;
    update();
}

void StatusController::update()
{
    const Instant now = m_clock.now();
    VisibleStatus visible = visibleStatus(m_socket.machine().state(), m_microphoneOpen, now);
    const Endpoint &endpoint = m_socket.endpoint();
    visible.status.host = endpoint.host;
    visible.status.canBeOverheard = !endpoint.isPrivate() && isUnderWay(visible.status.state);

    m_timer.stop();
    if (visible.nextChange)
        m_timer.start(
            std::max(Duration(0), std::chrono::ceil<Duration>(*visible.nextChange - now)));

    if (const QString line = toLogString(visible.status); line != m_logged) {
        m_logged = line;
        qCInfo(lcStatus).noquote() << "status" << line;
    }
    if (visible.status == m_status)
        return;
    m_status = std::move(visible.status);
    Q_EMIT statusChanged(m_status);
}

} // namespace holdline::client
