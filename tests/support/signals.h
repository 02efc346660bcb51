// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

/// Makers and measures of mono PCM for tests. Amplitudes are fractions of full scale.
namespace holdline::testing {

inline audio::Sample toSample(double value)
{
    return static_cast<audio::Sample>(std::lround(std::clamp(value, -1.0, 1.0) * 32767.0));
}

inline audio::Pcm sine(double hertz, int rate, std::chrono::milliseconds duration,
                       double amplitude = 0.5)
{
    audio::Pcm pcm(audio::samplesIn(duration, rate));
    for (std::size_t i = 0; i < pcm.size(); ++i)
        pcm[i] = toSample(amplitude
                          * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return pcm;
}

/// White noise with the given root mean square. The same seed gives the same noise.
inline audio::Pcm noise(int rate, std::chrono::milliseconds duration, double rms, unsigned seed = 1)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0, rms);
    audio::Pcm pcm(audio::samplesIn(duration, rate));
    std::generate(pcm.begin(), pcm.end(), [&] { return toSample(normal(random)); });
    return pcm;
}

inline audio::Pcm silence(int rate, std::chrono::milliseconds duration)
{
    return audio::Pcm(audio::samplesIn(duration, rate));
}

/// A sound that a voice detector takes for a voice: harmonics of a gliding pitch around two
/// formants, in syllables of 150 ms with gaps of 50 ms.
inline audio::Pcm humming(int rate, std::chrono::milliseconds duration)
{
    audio::Pcm pcm(audio::samplesIn(duration, rate));
    double phase = 0;
    for (std::size_t i = 0; i < pcm.size(); ++i) {
        const double time = static_cast<double>(i) / rate;
        const double pitch = 120 + 20 * std::sin(2 * std::numbers::pi * 0.7 * time);
        phase += 2 * std::numbers::pi * pitch / rate;
        double value = 0;
        for (int harmonic = 1; harmonic * pitch < 4000; ++harmonic) {
            const double hertz = harmonic * pitch;
            const double formants = std::exp(-std::pow((hertz - 600) / 250, 2))
                + 0.5 * std::exp(-std::pow((hertz - 1500) / 300, 2)) + 0.02;
            value += formants * std::sin(harmonic * phase);
        }
        pcm[i] = std::fmod(time, 0.2) < 0.15 ? toSample(0.08 * value) : audio::Sample(0);
    }
    return pcm;
}

/// The amplitude of one frequency in the signal, 0 … 1 (Goertzel).
inline double amplitudeAt(double hertz, int rate, audio::PcmView pcm)
{
    double real = 0;
    double imaginary = 0;
    for (std::size_t i = 0; i < pcm.size(); ++i) {
        const double phase = 2 * std::numbers::pi * hertz * static_cast<double>(i) / rate;
        real += pcm[i] * std::cos(phase);
        imaginary += pcm[i] * std::sin(phase);
    }
    return 2 * std::hypot(real, imaginary) / static_cast<double>(pcm.size()) / 32767.0;
}

} // namespace holdline::testing
