// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/chime.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

namespace holdline::audio {

namespace {

using namespace std::chrono_literals;

constexpr double kLoudness = 0.1; // of full scale, well below speech
constexpr auto kFade = 25ms;

struct Tone
{
    double frequency;
    std::chrono::milliseconds length;
};

void append(Pcm &pcm, const Tone &tone)
{
    const std::size_t length = samplesIn(tone.length, kDeviceRate);
    const std::size_t fade = samplesIn(kFade, kDeviceRate);
    for (std::size_t i = 0; i < length; ++i) {
        const double edge =
            std::min(1.0, double(std::min(i, length - 1 - i)) / static_cast<double>(fade));
        const double shape = (1 - std::cos(std::numbers::pi * edge)) / 2;
        const double wave =
            std::sin(2 * std::numbers::pi * tone.frequency * double(i) / kDeviceRate);
        pcm.push_back(static_cast<Sample>(
            std::lround(kLoudness * shape * wave * std::numeric_limits<Sample>::max())));
    }
}

Pcm melody(std::initializer_list<Tone> tones)
{
    Pcm pcm;
    for (const Tone &tone : tones)
        append(pcm, tone);
    return pcm;
}

} // namespace

Pcm pcmOf(Chime chime)
{
    switch (chime) {
    case Chime::LineLost:
        return melody({{659.3, 110ms}, {440.0, 170ms}});
    case Chime::LineBack:
        return melody({{440.0, 110ms}, {659.3, 170ms}});
    case Chime::Refused:
        return melody({{196.0, 140ms}});
    }
    return {};
}

} // namespace holdline::audio
