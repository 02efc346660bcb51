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
/// Tells the thread sanitizer about synchronisation inside Qt, which it cannot see: everything
/// before the handover is visible to the work, and the work's effects are visible to the thread
/// that deletes it.
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
        __tsan_release(this); // the thread that gives up the last reference deletes the work
    }

private:
    Work m_work;
};
#endif

/// Runs `work` later, in the thread of `context`; drops it if `context` is deleted before.
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
