// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/lab/networklab.h"

#include "client/link/reconnectingsocket.h"
#include "client/session/line.h"

#include <utility>

namespace holdline::client {

NetworkLab::NetworkLab(ReconnectingSocket &socket, Line &line, const Clock &clock, QObject *parent)
    : NetworkLab(socket, line, clock, Durations{}, parent)
{
}

NetworkLab::NetworkLab(ReconnectingSocket &socket, Line &line, const Clock &clock,
                       Durations durations, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_line(line)
    , m_clock(clock)
    , m_durations(durations)
{
    m_faultEnd.setSingleShot(true);
    m_faultEnd.setTimerType(Qt::PreciseTimer);
    connect(&m_faultEnd, &QTimer::timeout, this, &NetworkLab::endFault);
    connect(&m_line, &Line::lost, this, &NetworkLab::onLost);
    connect(&m_line, &Line::sessionStarted, this, &NetworkLab::onSession);
}

bool NetworkLab::open()
{
    if (m_isOpen)
        return true;
    if (!m_way.listen())
        return false;
    m_isOpen = true;
    impair();
    m_socket.setProxy(m_way.proxy());
    Q_EMIT changed();
    return true;
}

void NetworkLab::close()
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_faultEnd.stop();
    m_trial.reset();
    m_isSlow = false;
    m_socket.setProxy(QNetworkProxy::DefaultProxy);
    m_way.close();
    Q_EMIT changed();
}

void NetworkLab::cut()
{
    begin(Fault::Cut, m_durations.cut, LabNote::Kind::CutBegan);
}

void NetworkLab::blackhole()
{
    begin(Fault::Blackhole, m_durations.blackhole, LabNote::Kind::BlackholeBegan);
}

void NetworkLab::restartServer()
{
    if (!m_isOpen || !m_serverIsOurs)
        return;
    begin(Fault::ServerRestart, std::nullopt, LabNote::Kind::RestartBegan);
    Q_EMIT serverRestartRequested();
}

void NetworkLab::setServerIsOurs(bool ours)
{
    if (std::exchange(m_serverIsOurs, ours) != ours)
        Q_EMIT changed();
}

void NetworkLab::setSlow(bool slow)
{
    if (!m_isOpen || std::exchange(m_isSlow, slow) == slow)
        return;
    note(slow ? LabNote::Kind::SlowBegan : LabNote::Kind::SlowEnded);
    impair();
    Q_EMIT changed();
}

void NetworkLab::begin(Fault fault, std::optional<Duration> duration, LabNote::Kind kind)
{
    if (!m_isOpen)
        return;
    if (m_trial && !m_trial->isOver)
        endFault();
    const Instant now = m_clock.now();
    m_trial = Trial{.fault = fault,
                    .since = now,
                    .until = duration ? std::optional(now + *duration) : std::nullopt,
                    .isLost = !m_line.isLive()};
    note(kind, duration.value_or(Duration(0)));
    if (duration)
        m_faultEnd.start(*duration);
    impair();
    Q_EMIT changed();
}

void NetworkLab::endFault()
{
    m_faultEnd.stop();
    m_trial->isOver = true;
    m_wholeSince = m_clock.now();
    note(LabNote::Kind::FaultOver);
    if (!m_trial->isLost)
        note(LabNote::Kind::Held);
    impair();
    Q_EMIT changed();
}

void NetworkLab::onLost()
{
    if (!m_trial || m_trial->isOver || m_trial->isLost)
        return;
    m_trial->isLost = true;
    m_trial->isNoticed = true;
    note(LabNote::Kind::Noticed, elapsed(m_clock.now(), m_trial->since));
    Q_EMIT changed();
}

void NetworkLab::onSession()
{
    if (!m_trial || !std::exchange(m_trial->isLost, false))
        return;
    if (!m_trial->isOver) { // the server has restarted, and no other signal tells when
        m_trial->isOver = true;
        m_faultEnd.stop();
        m_wholeSince = m_trial->since;
        impair();
    }
    note(LabNote::Kind::Back, elapsed(m_clock.now(), m_wholeSince));
    Q_EMIT changed();
}

void NetworkLab::impair()
{
    using Mode = ImpairedLine::Mode;
    Mode mode = m_isSlow ? Mode::Slow : Mode::Pass;
    if (m_trial && !m_trial->isOver && m_trial->fault != Fault::ServerRestart)
        mode = m_trial->fault == Fault::Cut ? Mode::Cut : Mode::Blackhole;
    m_way.setMode(mode);
}

void NetworkLab::note(LabNote::Kind kind, Duration after)
{
    Q_EMIT noted({.kind = kind, .at = m_clock.wallTime(), .after = after});
}

} // namespace holdline::client
