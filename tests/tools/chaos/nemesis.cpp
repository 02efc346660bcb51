// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/nemesis.h"

#include <utility>

namespace holdline::chaos {

Nemesis::Nemesis(ChaosProxy &line, quint32 seed, int cuts)
    : m_line(line)
    , m_schedule(seed)
    , m_cuts(cuts)
{
    m_strike.setSingleShot(true);
    m_strike.setTimerType(Qt::PreciseTimer);
    connect(&m_strike, &QTimer::timeout, &m_line, &ChaosProxy::strike);
    connect(&m_line, &ChaosProxy::struck, this, &Nemesis::onStruck);
    connect(&m_line, &ChaosProxy::over, this, &Nemesis::armNext);
}

void Nemesis::start()
{
    armNext();
}

void Nemesis::armNext()
{
    if (m_made == m_cuts)
        return;
    const Fault fault = m_schedule.next();
    m_wait = fault.wait;
    m_line.arm(fault);
    if (m_isLive)
        m_strike.start(m_wait);
}

void Nemesis::onStruck()
{
    ++m_made;
    m_isLive = false;
    m_strike.stop();
    m_struckAt = std::chrono::steady_clock::now();
    Q_EMIT struck(m_made);
}

void Nemesis::noteLive()
{
    m_isLive = true;
    if (const auto since = std::exchange(m_struckAt, std::nullopt)) {
        const auto took = std::chrono::steady_clock::now() - *since;
        m_recoveries.push_back(std::chrono::duration<double, std::milli>(took).count());
    }
    m_strike.start(m_wait);
}

} // namespace holdline::chaos
