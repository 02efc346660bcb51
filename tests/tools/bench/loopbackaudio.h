// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace holdline::bench {

/// The delay from play() through the sink, its monitor and the source to captured(), as in the
/// client, on a virtual sound card. It contains no delay of hardware, and not the packing into
/// blocks of 20 ms: a sample counts as arrived when its block was delivered, minus the samples that
/// follow it in the block.
struct LoopbackFigures
{
    double p50Ms = 0;
    double p95Ms = 0;
    int underruns = 0; ///< breaks in a steady tone of 5 s
};

/// Takes about 20 s. To be called from main() with an application object, while no event loop runs.
/// The process must not have used Qt Multimedia before. Fails with a sentence.
Result<LoopbackFigures, QString> measureLoopback(int clicks = 100);

} // namespace holdline::bench
