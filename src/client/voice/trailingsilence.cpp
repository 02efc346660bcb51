// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/trailingsilence.h"

namespace holdline::client {

namespace {

constexpr Duration kBlock{20};

} // namespace

TrailingSilence::TrailingSilence(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kBlock);
    connect(&m_timer, &QTimer::timeout, this, &TrailingSilence::catchUp);
}

void TrailingSilence::start()
{
    m_start = m_clock.now();
    m_sent = Duration(0);
    m_timer.start();
}

void TrailingSilence::catchUp()
{
    const audio::Pcm block(audio::samplesIn(kBlock, audio::kDeviceRate));
    const Duration due = elapsed(m_clock.now(), m_start);
    while (m_timer.isActive() && m_sent + kBlock <= due) {
        if (m_sent >= (m_turnOpen ? kLongest : kShortest)) {
            stop();
            return;
        }
        m_sent += kBlock;
        Q_EMIT silence(block);
    }
}

} // namespace holdline::client
