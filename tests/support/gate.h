// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace holdline::testing {

/// Lets a test stop a worker thread: pass() blocks while the gate is closed. Open at first.
/// Thread-safe.
class Gate
{
public:
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
    }
    void open()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = false;
        m_opened.notify_all();
    }

    void pass()
    {
        // A test that forgets to open the gate fails instead of hanging.
        constexpr std::chrono::seconds kPatience{20};
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_opened.wait_for(lock, kPatience, [this] { return !m_closed; });
        --m_waiting;
    }

    /// Threads that wait at the gate now.
    int waiting() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_closed ? m_waiting : 0;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_closed = false;
    int m_waiting = 0;
};

} // namespace holdline::testing
