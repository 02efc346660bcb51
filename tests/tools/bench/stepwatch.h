// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <chrono>
#include <ctime>

namespace holdline::bench {

/// The longest time for which this thread computed without returning to its event loop. Time that
/// other threads and processes use does not count.
class StepWatch : public QObject
{
public:
    StepWatch()
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const auto now = computed();
            m_longest = std::max(m_longest, now - m_last);
            m_last = now;
        });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.start(std::chrono::milliseconds(1));
    }
    std::chrono::nanoseconds longest() const { return m_longest; }

private:
    static std::chrono::nanoseconds computed()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }

    QTimer m_timer;
    std::chrono::nanoseconds m_last = computed();
    std::chrono::nanoseconds m_longest{};
};

} // namespace holdline::bench
