// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/levelmeter.h"

#include <algorithm>
#include <cmath>

namespace holdline::audio {

namespace {
constexpr double kFullScale = 32768.0;
constexpr double kEmptyMeterDb = -60.0;
} // namespace

double rmsDb(PcmView pcm)
{
    double energy = 0;
    for (const Sample sample : pcm)
        energy += static_cast<double>(sample) * sample;
    if (energy <= 0)
        return kSilenceDb;
    const double meanSquare = energy / static_cast<double>(pcm.size()) / (kFullScale * kFullScale);
    return std::max(kSilenceDb, 10.0 * std::log10(meanSquare));
}

float level(PcmView pcm)
{
    const double above = (rmsDb(pcm) - kEmptyMeterDb) / -kEmptyMeterDb;
    return static_cast<float>(std::clamp(above, 0.0, 1.0));
}

} // namespace holdline::audio
