// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/signals.h"

#include <cmath>
#include <numbers>

namespace holdline::testing {

/// A sound that voice detection takes for a voice, at 48 kHz: harmonics of a gliding pitch that
/// swell and fade like syllables.
inline audio::Pcm syntheticVoice(std::chrono::milliseconds duration)
{
    audio::Pcm pcm(audio::samplesIn(duration, audio::kDeviceRate));
    for (std::size_t i = 0; i < pcm.size(); ++i) {
        const double t = static_cast<double>(i) / audio::kDeviceRate;
        const double pitch = 2 * std::numbers::pi * (140 * t + 2 * std::sin(6 * t));
        double value = 0;
        for (int harmonic = 1; harmonic <= 20; ++harmonic)
            value += std::sin(harmonic * pitch) / harmonic;
        pcm[i] = toSample(0.25 * value * (0.6 + 0.4 * std::sin(2 * std::numbers::pi * 4 * t)));
    }
    return pcm;
}

} // namespace holdline::testing
