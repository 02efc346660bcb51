// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <chrono>

namespace holdline::testing {

/// Resident memory in bytes; 0 when there is no such process.
qint64 residentBytes(qint64 pid);

/// The most resident memory that it has had since its start or the last forgetPeak(), in bytes; 0
/// when there is no such process.
qint64 peakResidentBytes(qint64 pid);
void forgetPeak(qint64 pid);

/// What all of its threads have computed so far, to 10 ms.
std::chrono::milliseconds cpuTime(qint64 pid);

/// The same of its main thread alone.
std::chrono::milliseconds mainThreadTime(qint64 pid);

/// Turns the event loop until the process has computed nothing for a second, as a server whose
/// recognisers are loaded; false after `patience`.
bool waitUntilIdle(qint64 pid, Duration patience);

} // namespace holdline::testing
