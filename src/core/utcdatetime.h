// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace holdline {

/// `time` as Qt's type with the time zone UTC, so that ISO 8601 text of it ends in "Z".
inline QDateTime utcDateTime(WallTime time)
{
    const qint64 milliseconds = time.time_since_epoch().count();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::UTC);
#else
    // With QTimeZone::utc(), Qt 6.4 writes "+00:00".
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
#endif
}

} // namespace holdline
