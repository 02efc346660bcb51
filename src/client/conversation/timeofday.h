// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

class QTime;

namespace holdline::client {

/// The local time of day in the format of the default locale, without seconds: "1:14 AM", "01:14".
/// All times in the window are written with this function.
QString timeOfDay(WallTime time);
QString timeOfDay(QTime time);

/// The same with seconds, for diagnostics: "1:14:05 AM", "01:14:05".
QString timeOfDayWithSeconds(WallTime time);
/// A text that is as wide as any text of timeOfDayWithSeconds(), for columns.
QString widestTimeOfDay();

} // namespace holdline::client
