// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/blocksearch.h"

#include <cmath>
#include <numeric>
#include <span>

namespace holdline::testing {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t kReduction = 6; // 48 kHz to 8 kHz: speech has little above 4 kHz
constexpr int kReducedRate = audio::kDeviceRate / static_cast<int>(kReduction);
constexpr std::size_t kBlock = audio::samplesIn(100ms, kReducedRate);
constexpr std::size_t kStep = audio::samplesIn(10ms, kReducedRate);
constexpr std::size_t kTolerance = audio::samplesIn(5ms, kReducedRate);
constexpr std::size_t kLongestPause = audio::samplesIn(10s, kReducedRate);
constexpr double kLikeness = 0.95;
constexpr double kLoud = 500; // root mean square; vowels of the voice have thousands

using Signal = std::vector<float>;

Signal reduced(audio::PcmView pcm)
{
    Signal signal(pcm.size() / kReduction);
    for (std::size_t i = 0; i < signal.size(); ++i) {
        const auto from = pcm.subspan(i * kReduction, kReduction);
        signal[i] = static_cast<float>(std::accumulate(from.begin(), from.end(), 0)) / kReduction;
    }
    return signal;
}

double energy(std::span<const float> signal)
{
    return std::inner_product(signal.begin(), signal.end(), signal.begin(), 0.0);
}

double likeness(std::span<const float> block, const Signal &recorded, std::size_t at)
{
    const auto there = std::span(recorded).subspan(at, kBlock);
    const double product = std::inner_product(block.begin(), block.end(), there.begin(), 0.0);
    return product / std::sqrt(std::max(1.0, energy(block) * energy(there)));
}

/// The best place in the `length` samples from `from`; `nullopt` if no place matches.
std::optional<std::size_t> bestPlace(std::span<const float> block, const Signal &recorded,
                                     std::size_t from, std::size_t length)
{
    std::optional<std::size_t> best;
    double highest = kLikeness;
    for (std::size_t at = from; at < from + length && at + kBlock <= recorded.size(); ++at) {
        if (const double here = likeness(block, recorded, at); here > highest) {
            highest = here;
            best = at;
        }
    }
    return best;
}

} // namespace

std::vector<BlockMatch> findInOrder(audio::PcmView reference, audio::PcmView recorded)
{
    const Signal wanted = reduced(reference);
    const Signal heard = reduced(recorded);
    std::vector<BlockMatch> matches;
    std::size_t expected = 0; // where the next piece is if it follows directly
    for (std::size_t begin = 0; begin + kBlock <= wanted.size(); begin += kBlock) {
        const auto piece = std::span(wanted).subspan(begin, kBlock);
        std::optional<std::size_t> place;
        if (energy(piece) >= kLoud * kLoud * kBlock) {
            const std::size_t near = expected - std::min(expected, kTolerance);
            if (!matches.empty())
                place = bestPlace(piece, heard, near, 2 * kTolerance);
            if (!place)
                place = bestPlace(piece, heard, near, kLongestPause);
            matches.push_back({begin * kReduction, {}});
            if (place)
                matches.back().at = *place * kReduction;
        }
        expected = place.value_or(expected) + kBlock;
    }
    return matches;
}

std::chrono::milliseconds loudTime(audio::PcmView pcm)
{
    const Signal signal = reduced(pcm);
    std::chrono::milliseconds time{0};
    for (std::size_t at = 0; at + kStep <= signal.size(); at += kStep) {
        if (energy(std::span(signal).subspan(at, kStep)) >= kLoud * kLoud * kStep)
            time += 10ms;
    }
    return time;
}

} // namespace holdline::testing
