// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QAbstractEventDispatcher>
#include <QHash>
#include <QSocketNotifier>

#include <atomic>
#include <set>

namespace holdline::server {

/// An event loop for the server on Linux. A turn of Qt's own loop asks the kernel about every open
/// socket; a turn of this one costs the same with ten thousand sockets as with ten. Set it for the
/// main thread before the application object is made; the application then owns it. It does not
/// support nested loops.
class EpollDispatcher : public QAbstractEventDispatcher
{
public:
    EpollDispatcher();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override;
    void interrupt() override;

private:
    // From Qt 6.8 on QAbstractEventDispatcher has a Duration of its own, in nanoseconds.
    using Duration = holdline::Duration;

    struct Timer
    {
        Duration interval;
        Qt::TimerType type;
        QObject *object;
        Instant due;
    };
    /// The notifiers of one file descriptor.
    struct Watch
    {
        QSocketNotifier *&of(QSocketNotifier::Type type) { return notifiers[type]; }
        quint32 mask() const;

        QSocketNotifier *notifiers[3] = {}; ///< by QSocketNotifier::Type
        /// Tells this watch from an earlier one of the same descriptor number; 0 until registered.
        quint32 serial = 0;
        bool isAlwaysReady = false; ///< a regular file, which epoll does not accept
    };

    /// False if the kernel refuses, with the reason in errno.
    bool control(int operation, int descriptor, const Watch &watch) const;
    int timeout() const;
    int activateSockets(int milliseconds);
    int activate(int descriptor, quint32 serial, quint32 events);
    int activateTimers();
    static Instant nextDue(const Timer &timer, Instant now);

    int m_epoll;
    int m_wake; ///< an eventfd
    std::atomic<bool> m_isWoken = false;
    std::atomic<bool> m_isInterrupted = false;
    QHash<int, Watch> m_watches;
    QList<int> m_alwaysReady;
    quint32 m_serial = 0;
    QHash<int, Timer> m_timers;
    std::set<std::pair<Instant, int>> m_queue; ///< when each timer in m_timers is due
};

} // namespace holdline::server
