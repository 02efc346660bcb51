// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QHash>
#include <QtGlobal>

#include <optional>

namespace holdline {

/// Limits how many lines a log category may write, so that a peer cannot fill a disk with log
/// lines: kBurst at once, then kPerSecond. A plain value.
class LogRate
{
public:
    static constexpr int kBurst = 200;
    static constexpr int kPerSecond = 20;

    /// Asks for permission to write a line. Returns the number of lines that were left out since
    /// the last written one, usually 0; nullopt if this line must be left out, too.
    std::optional<quint64> admit(const QByteArray &category, Instant now)
    {
        Bucket &bucket = m_buckets[category];
        const double earned = kPerSecond
            * std::chrono::duration<double>(now - std::exchange(bucket.lookedAt, now)).count();
        bucket.lines = std::min(double(kBurst), bucket.lines + std::max(0.0, earned));
        if (bucket.lines < 1) {
            ++bucket.leftOut;
            return std::nullopt;
        }
        bucket.lines -= 1;
        return std::exchange(bucket.leftOut, 0);
    }

private:
    struct Bucket
    {
        double lines = kBurst; ///< lines that may be written now
        Instant lookedAt{};
        quint64 leftOut = 0;
    };

    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace holdline
