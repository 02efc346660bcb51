// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace holdline::bench {

/// Watches a part of a virtual screen every millisecond, in a thread of its own. Reads the memory
/// into which the X server draws, so it takes no time from the X server or the program.
class ScreenWatch
{
public:
    using Time = std::chrono::system_clock::time_point;

    /// `file` is VirtualScreen::framebufferFile().
    ScreenWatch(const QString &file, const QRect &area);
    ~ScreenWatch();
    ScreenWatch(const ScreenWatch &) = delete;
    ScreenWatch &operator=(const ScreenWatch &) = delete;

    bool isWatching() const { return m_pixels != nullptr; }
    /// The times of all changes, in order.
    std::vector<Time> changes() const;
    /// The share of the pixels that differ from the beginning, 0 … 1.
    double shareChanged() const;

private:
    void map(const QString &file, const QRect &area);
    void watch();
    template <typename Row>
    void forEachRow(Row row) const;

    const char *m_mapped = nullptr;
    std::size_t m_mappedBytes = 0;
    const char *m_pixels = nullptr; ///< the first row of the area
    std::size_t m_stride = 0; ///< bytes from one row to the next
    std::size_t m_rowBytes = 0;
    std::size_t m_rows = 0;
    std::vector<char> m_first;

    std::atomic<bool> m_ended = false;
    mutable std::mutex m_mutex;
    std::vector<Time> m_changes;
    std::thread m_thread;
};

} // namespace holdline::bench
