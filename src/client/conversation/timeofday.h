// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

class QTime;

namespace holdline::client {

/// The local time of day as people write it in the default locale, without seconds: "1:14 AM",
/// "01:14". The only way to write times in the window.
QString timeOfDay(WallTime time);
QString timeOfDay(QTime time);

/// The same with seconds, for diagnostics: "1:14:05 AM", "01:14:05".
QString timeOfDayWithSeconds(WallTime time);
/// As wide as any text of timeOfDayWithSeconds(), for columns.
QString widestTimeOfDay();

} // namespace holdline::client
