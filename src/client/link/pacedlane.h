// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>

#include <deque>
#include <optional>

namespace holdline::client {

/// One direction of a slow line. Bytes come out in their order, no faster than the rate and after
/// the delay. Holds a bounded number of bytes, like the queue in front of a modem. Knows no socket
/// and no timer. Owned by ImpairedLine.
class PacedLane
{
public:
    struct Pace
    {
        qint64 bytesPerSecond = 0; ///< 0: without limit
        Duration delay{0}; ///< from the last byte sent to its arrival

        friend bool operator==(const Pace &, const Pace &) = default;
    };

    static constexpr qint64 kLeastHeld = 4 * 1024;
    static constexpr qint64 kMostHeld = 256 * 1024;
    static constexpr Duration kQueue{250}; ///< length of the queue in front of the bottleneck

    /// Applies to bytes that come from now on. Bytes inside keep their time of arrival, and no byte
    /// overtakes another.
    void setPace(const Pace &pace) { m_pace = pace; }

    /// How many bytes push() may add now.
    qint64 room() const;
    void push(const QByteArray &bytes, Instant now);
    /// Removes and returns the bytes that have arrived by `now`.
    QByteArray take(Instant now);
    /// When the next bytes arrive; `nullopt` if the lane is empty.
    std::optional<Instant> nextArrival() const;

private:
    struct Piece
    {
        QByteArray bytes;
        Instant arrival;
    };

    Pace m_pace;
    std::deque<Piece> m_pieces;
    qint64 m_held = 0;
    Instant m_freeAt{}; ///< when the bottleneck has sent all that is inside
    Instant m_lastArrival{};
};

} // namespace holdline::client
