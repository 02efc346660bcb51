// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/epolldispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimerEvent>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace holdline::server {

namespace {

constexpr int kEventsAtOnce = 256;
// Long timers that are not precise are rounded up to 50 ms, so that many are due together. That is
// less than the 5 % that Qt allows itself.
constexpr Duration kCoarseFrom{2000};
using CoarseGrid = std::chrono::duration<qint64, std::ratio<1, 20>>;

Instant now()
{
    return std::chrono::steady_clock::now();
}

constexpr std::array<std::pair<QSocketNotifier::Type, quint32>, 3> kInterests{{
    {QSocketNotifier::Read, EPOLLIN},
    {QSocketNotifier::Write, EPOLLOUT},
    {QSocketNotifier::Exception, EPOLLPRI},
}};

} // namespace

quint32 EpollDispatcher::Watch::mask() const
{
    quint32 mask = 0;
    for (const auto &[type, interest] : kInterests)
        mask |= notifiers[type] ? interest : 0;
    return mask;
}

EpollDispatcher::EpollDispatcher()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{.events = EPOLLIN, .data = {.u64 = static_cast<quint32>(m_wake)}};
    if (m_epoll < 0 || m_wake < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event) != 0)
        qFatal("cannot make an event loop");
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wake);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted = false;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    // An event that is posted from now on wakes the loop.
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_isInterrupted;
    if (mayWait)
        Q_EMIT aboutToBlock();
    if (m_isInterrupted)
        return false;
    int count = 0;
    if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        count += activateSockets(mayWait ? timeout() : 0);
    return count + activateTimers() > 0;
}

void EpollDispatcher::wakeUp()
{
    if (!m_isWoken.exchange(true))
        ::eventfd_write(m_wake, 1);
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

// ---- sockets

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<int>(notifier->socket());
    Watch &watch = m_watches[descriptor];
    watch.of(notifier->type()) = notifier;
    if (watch.serial != 0 && !watch.isAlwaysReady && control(EPOLL_CTL_MOD, descriptor, watch))
        return;
    // The descriptor is new, or its number was closed and reused before the old notifiers went.
    watch.serial = ++m_serial;
    m_alwaysReady.removeOne(descriptor);
    watch.isAlwaysReady = !control(EPOLL_CTL_ADD, descriptor, watch) && errno == EPERM;
    if (watch.isAlwaysReady)
        m_alwaysReady.append(descriptor);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<int>(notifier->socket());
    const auto found = m_watches.find(descriptor);
    if (found == m_watches.end() || found->of(notifier->type()) != notifier)
        return;
    found->of(notifier->type()) = nullptr;
    if (found->mask() != 0) {
        control(EPOLL_CTL_MOD, descriptor, *found);
        return;
    }
    control(EPOLL_CTL_DEL, descriptor, *found);
    m_alwaysReady.removeOne(descriptor);
    m_watches.erase(found);
}

bool EpollDispatcher::control(int operation, int descriptor, const Watch &watch) const
{
    const quint64 key = quint64(watch.serial) << 32 | static_cast<quint32>(descriptor);
    epoll_event event{.events = watch.mask(), .data = {.u64 = key}};
    return ::epoll_ctl(m_epoll, operation, descriptor, &event) == 0;
}

int EpollDispatcher::activateSockets(int milliseconds)
{
    std::array<epoll_event, kEventsAtOnce> events;
    const int count = ::epoll_wait(m_epoll, events.data(), kEventsAtOnce,
                                   m_alwaysReady.isEmpty() ? milliseconds : 0);
    int activated = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        const auto descriptor = static_cast<int>(event.data.u64 & 0xffffffff);
        if (descriptor == m_wake) {
            eventfd_t value;
            ::eventfd_read(m_wake, &value);
            m_isWoken = false;
            ++activated;
        } else {
            activated +=
                activate(descriptor, static_cast<quint32>(event.data.u64 >> 32), event.events);
        }
    }
    for (const int descriptor : QList<int>(m_alwaysReady))
        activated += activate(descriptor, m_watches.value(descriptor).serial, EPOLLIN | EPOLLOUT);
    return activated;
}

int EpollDispatcher::activate(int descriptor, quint32 serial, quint32 events)
{
    // An error wakes readers and writers; they find the error when they read or write.
    if (events & (EPOLLERR | EPOLLHUP))
        events |= EPOLLIN | EPOLLOUT;
    int activated = 0;
    for (const auto &[type, interest] : kInterests) {
        // Looked up each time, because one notifier may delete another.
        const auto watch = m_watches.find(descriptor);
        if (watch == m_watches.end() || watch->serial != serial)
            break;
        QSocketNotifier *notifier = watch->of(type);
        if (!notifier || !(events & interest))
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        ++activated;
    }
    return activated;
}

// ---- timers

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    Timer timer{Duration(interval), type, object, {}};
    timer.due = nextDue(timer, now());
    m_timers.insert(id, timer);
    m_queue.emplace(timer.due, id);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    const auto found = m_timers.constFind(id);
    if (found == m_timers.cend())
        return false;
    m_queue.erase({found->due, id});
    m_timers.erase(found);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    const QList<TimerInfo> timers = registeredTimers(object);
    for (const TimerInfo &timer : timers)
        unregisterTimer(timer.timerId);
    return !timers.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> timers;
    for (auto timer = m_timers.cbegin(); timer != m_timers.cend(); ++timer) {
        if (timer->object == object)
            timers.emplaceBack(timer.key(), static_cast<int>(timer->interval.count()), timer->type);
    }
    return timers;
}

int EpollDispatcher::remainingTime(int id)
{
    const auto found = m_timers.constFind(id);
    if (found == m_timers.cend())
        return -1;
    const auto left = std::chrono::ceil<Duration>(found->due - now());
    return static_cast<int>(std::max(left, Duration(0)).count());
}

Instant EpollDispatcher::nextDue(const Timer &timer, Instant now)
{
    const Instant due = now + timer.interval;
    if (timer.type == Qt::PreciseTimer || timer.interval < kCoarseFrom)
        return due;
    return Instant(std::chrono::ceil<CoarseGrid>(due.time_since_epoch()));
}

/// In milliseconds for epoll_wait(); −1 waits without a limit.
int EpollDispatcher::timeout() const
{
    if (m_queue.empty())
        return -1;
    const auto left = std::chrono::ceil<Duration>(m_queue.begin()->first - now());
    return static_cast<int>(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

int EpollDispatcher::activateTimers()
{
    const Instant reached = now();
    QList<int> due; // each timer once, even if it is due again immediately
    for (auto next = m_queue.begin(); next != m_queue.end() && next->first <= reached; ++next)
        due.append(next->second);
    for (const int id : due) {
        const auto timer = m_timers.find(id);
        if (timer == m_timers.end() || timer->due > reached) // stopped or restarted meanwhile
            continue;
        m_queue.erase({timer->due, id});
        timer->due = nextDue(*timer, reached);
        m_queue.emplace(timer->due, id);
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer->object, &event);
    }
    return static_cast<int>(due.size());
}

} // namespace holdline::server
