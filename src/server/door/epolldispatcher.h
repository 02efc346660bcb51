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

/// An event loop whose turns cost the same with ten thousand open sockets as with ten: Qt's own one
/// asks the kernel about each of them every time. Linux; for the main thread, set before the
/// application is made, which owns it. Nested loops are not expected.
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
    /// The notifiers of one descriptor.
    struct Watch
    {
        QSocketNotifier *&of(QSocketNotifier::Type type) { return notifiers[type]; }
        quint32 mask() const;

        QSocketNotifier *notifiers[3] = {}; ///< by QSocketNotifier::Type
        quint32 serial = 0; ///< tells it from an earlier one of the same descriptor; 0 when new
        bool isAlwaysReady = false; ///< a file: epoll does not take it
    };

    /// False when the kernel refuses, with errno set.
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
    std::set<std::pair<Instant, int>> m_queue; ///< when which of m_timers is due
};

} // namespace holdline::server
