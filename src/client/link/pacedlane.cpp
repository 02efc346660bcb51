// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/pacedlane.h"

#include <algorithm>

namespace holdline::client {

namespace {

constexpr qsizetype kPieceBytes = 512; ///< bytes that arrive together on a slow line

} // namespace

qint64 PacedLane::room() const
{
    const Duration inside = m_pace.delay + kQueue;
    const qint64 capacity = m_pace.bytesPerSecond == 0
        ? kMostHeld
        : std::clamp<qint64>(m_pace.bytesPerSecond * inside.count() / 1000, kLeastHeld, kMostHeld);
    return std::max<qint64>(0, capacity - m_held);
}

void PacedLane::push(const QByteArray &bytes, Instant now)
{
    const qsizetype step = m_pace.bytesPerSecond == 0 ? bytes.size() : kPieceBytes;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        QByteArray piece = bytes.mid(at, step);
        m_freeAt = std::max(m_freeAt, now);
        if (m_pace.bytesPerSecond > 0) {
            m_freeAt +=
                std::chrono::nanoseconds(piece.size() * std::nano::den / m_pace.bytesPerSecond);
        }
        m_lastArrival = std::max(m_lastArrival, m_freeAt + m_pace.delay);
        m_held += piece.size();
        m_pieces.push_back({std::move(piece), m_lastArrival});
    }
}

QByteArray PacedLane::take(Instant now)
{
    QByteArray arrived;
    while (!m_pieces.empty() && m_pieces.front().arrival <= now) {
        arrived += m_pieces.front().bytes;
        m_pieces.pop_front();
    }
    m_held -= arrived.size();
    return arrived;
}

std::optional<Instant> PacedLane::nextArrival() const
{
    return m_pieces.empty() ? std::nullopt : std::optional(m_pieces.front().arrival);
}

} // namespace holdline::client
