// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace holdline::bench {

/// Resident memory in bytes; 0 when there is no such process.
qint64 residentBytes(qint64 pid);

/// What all of its threads have computed so far, to 10 ms.
std::chrono::milliseconds cpuTime(qint64 pid);

} // namespace holdline::bench
