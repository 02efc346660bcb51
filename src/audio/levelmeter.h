// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

namespace holdline::audio {

inline constexpr double kSilenceDb = -120.0;

/// Root mean square in dBFS. A full-scale square wave has 0, a full-scale sine −3. Digital silence
/// and an empty block have kSilenceDb.
double rmsDb(PcmView pcm);

/// Loudness for a display: 0 (at or below −60 dBFS) … 1 (full scale), linear in decibels. `pcm` may
/// have any length and rate; an empty block has 0.
float level(PcmView pcm);

} // namespace holdline::audio
