// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>

#include <deque>
#include <optional>

namespace holdline::client {

/// One direction of a line: what goes in comes out in order, no faster than its rate and after its
/// delay. It holds a bounded number of bytes, as the queue before a modem does. Knows neither
/// sockets nor timers.
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
    static constexpr Duration kQueue{250}; ///< of bytes before the bottleneck

    /// For the bytes to come; those inside keep their time, and none is overtaken.
    void setPace(const Pace &pace) { m_pace = pace; }

    /// How many bytes it takes now.
    qint64 room() const;
    void push(const QByteArray &bytes, Instant now);
    /// Everything that has arrived.
    QByteArray take(Instant now);
    /// Of the next bytes; nothing while it is empty.
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
