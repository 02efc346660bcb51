// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace holdline::speech {

/// Hands values from the pool's thread to workers, first come first served. Never blocks who adds.
/// Thread-safe.
template <typename T>
class BlockingQueue
{
public:
    /// Dropped when the queue is closed.
    void add(T value)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed)
            return;
        m_values.push_back(std::move(value));
        m_changed.notify_one();
    }

    /// Nothing more comes; who waits in take() gets what is left and then nothing.
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    /// Waits for a value. Nothing once the queue is closed and empty.
    std::optional<T> take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || !m_values.empty(); });
        if (m_values.empty())
            return std::nullopt;
        std::optional<T> value(std::move(m_values.front()));
        m_values.pop_front();
        return value;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_values;
    bool m_closed = false;
};

} // namespace holdline::speech
