// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace holdline::speech {

/// Passes values from the pool's thread to the workers, in order. add() never blocks. Thread-safe.
template <typename T>
class BlockingQueue
{
public:
    /// Drops `value` if the queue is closed.
    void add(T value)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed)
            return;
        m_values.push_back(std::move(value));
        m_changed.notify_one();
    }

    /// Accepts no more values. take() still returns those that are left, and then nullopt.
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    /// Waits for a value. Returns nullopt once the queue is closed and empty.
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
