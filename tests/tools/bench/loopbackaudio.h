// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace holdline::bench {

/// From play() through the sink, its monitor and the source to captured(), as the client does it,
/// on a virtual sound card: what hardware adds is not in it. Neither is the packing into blocks of
/// 20 ms: a sample counts as arrived when its block was delivered, less what follows it there.
struct LoopbackFigures
{
    double p50Ms = 0;
    double p95Ms = 0;
    int underruns = 0; ///< seams in a steady tone of 5 s
};

/// Takes about 20 s; to be called from main() with an application object and no event loop running.
/// The process must not have used Qt Multimedia before. Fails with what is wrong.
Result<LoopbackFigures, QString> measureLoopback(int clicks = 100);

} // namespace holdline::bench
