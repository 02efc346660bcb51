// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <chrono>

namespace holdline::testing {

/// Resident memory in bytes; 0 if there is no such process.
qint64 residentBytes(qint64 pid);

/// The peak of its resident memory in bytes since its start or the last forgetPeak(); 0 if there is
/// no such process.
qint64 peakResidentBytes(qint64 pid);
void forgetPeak(qint64 pid);

/// The processor time of all its threads so far, to 10 ms.
std::chrono::milliseconds cpuTime(qint64 pid);

/// The processor time of its main thread only.
std::chrono::milliseconds mainThreadTime(qint64 pid);

/// Runs the event loop until the process has used no processor time for half a second, such as a
/// server that has loaded its recognisers. Returns false after `patience`.
bool waitUntilIdle(qint64 pid, Duration patience);

} // namespace holdline::testing
