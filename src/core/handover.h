// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <utility>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace holdline {

#ifdef __SANITIZE_THREAD__
/// Tells the thread sanitizer what it cannot see in Qt's own code: whatever was done before the
/// work was handed over is seen by it, and its end by whoever deletes it.
template <typename Work>
class HandedOver
{
public:
    explicit HandedOver(Work work) : m_work(std::move(work)) { }
    HandedOver(HandedOver &&other) noexcept : m_work(std::move(other.m_work))
    {
        __tsan_release(this);
    }
    HandedOver &operator=(HandedOver &&) = delete;
    ~HandedOver() { __tsan_acquire(this); }

    void operator()()
    {
        __tsan_acquire(this);
        m_work();
        __tsan_release(this); // whoever gives up the last reference deletes it
    }

private:
    Work m_work;
};
#endif

/// Has `work` done, later, by the thread of `context`; not at all when `context` is gone by then.
/// Thread-safe.
template <typename Work>
void handOver(QObject *context, Work work)
{
#ifdef __SANITIZE_THREAD__
    QMetaObject::invokeMethod(context, HandedOver<Work>(std::move(work)), Qt::QueuedConnection);
#else
    QMetaObject::invokeMethod(context, std::move(work), Qt::QueuedConnection);
#endif
}

} // namespace holdline
