// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/screenwatch.h"

#include <QFile>
#include <QtEndian>

#include <cstring>
#include <sys/mman.h>

namespace holdline::bench {

namespace {

/// Fields of an XWD header. Each is a big-endian 32-bit number (X11/XWDFile.h).
enum XwdField { kHeaderSize = 0, kBytesPerLine = 12, kColorCount = 19, kFieldCount = 25 };
constexpr std::size_t kColorBytes = 12;
constexpr std::size_t kPixelBytes = 4;

} // namespace

ScreenWatch::ScreenWatch(const QString &file, const QRect &area)
{
    map(file, area);
    if (!isWatching())
        return;
    forEachRow([this](const char *row) { m_first.insert(m_first.end(), row, row + m_rowBytes); });
    m_thread = std::thread([this] { watch(); });
}

ScreenWatch::~ScreenWatch()
{
    m_ended = true;
    if (m_thread.joinable())
        m_thread.join();
    if (m_mapped)
        ::munmap(const_cast<char *>(m_mapped), m_mappedBytes);
}

std::vector<ScreenWatch::Time> ScreenWatch::changes() const
{
    const std::lock_guard lock(m_mutex);
    return m_changes;
}

double ScreenWatch::shareChanged() const
{
    std::size_t changed = 0;
    const char *first = m_first.data();
    forEachRow([&](const char *row) {
        for (std::size_t at = 0; at < m_rowBytes; at += kPixelBytes, first += kPixelBytes)
            changed += std::memcmp(row + at, first, kPixelBytes) != 0 ? 1 : 0;
    });
    return static_cast<double>(changed * kPixelBytes) / static_cast<double>(m_first.size());
}

void ScreenWatch::map(const QString &file, const QRect &area)
{
    QFile screen(file);
    if (!screen.open(QIODevice::ReadOnly))
        return;
    const auto bytes = static_cast<std::size_t>(screen.size());
    void *mapped = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, screen.handle(), 0);
    if (mapped == MAP_FAILED)
        return;
    m_mapped = static_cast<const char *>(mapped);
    m_mappedBytes = bytes;
    const auto field = [this](XwdField index) {
        return std::size_t{qFromBigEndian<quint32>(m_mapped + 4 * std::size_t{index})};
    };
    m_stride = field(kBytesPerLine);
    m_rowBytes = static_cast<std::size_t>(area.width()) * kPixelBytes;
    m_rows = static_cast<std::size_t>(area.height());
    m_pixels = m_mapped + field(kHeaderSize) + field(kColorCount) * kColorBytes
        + static_cast<std::size_t>(area.y()) * m_stride
        + static_cast<std::size_t>(area.x()) * kPixelBytes;
}

void ScreenWatch::watch()
{
    std::vector<char> last = m_first;
    while (!m_ended) {
        char *known = last.data();
        bool changed = false;
        forEachRow([&](const char *row) {
            if (std::memcmp(known, row, m_rowBytes) != 0) {
                std::memcpy(known, row, m_rowBytes);
                changed = true;
            }
            known += m_rowBytes;
        });
        if (changed) {
            const std::lock_guard lock(m_mutex);
            m_changes.push_back(std::chrono::system_clock::now());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

template <typename Row>
void ScreenWatch::forEachRow(Row row) const
{
    for (std::size_t y = 0; y < m_rows; ++y)
        row(m_pixels + y * m_stride);
}

} // namespace holdline::bench
