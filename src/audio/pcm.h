// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace holdline::audio {

using Sample = std::int16_t;
/// Mono PCM. The rate is part of a name or of a contract, never of the value.
using Pcm = std::vector<Sample>;
using PcmView = std::span<const Sample>;

/// The rate of devices; all other rates are converted at the edges.
inline constexpr int kDeviceRate = 48000;
inline constexpr int kSpeechRate = 16000; ///< the rate of recognisers

/// From s16 little endian, as on the wire. Ignores an odd last byte.
Pcm fromBytes(const QByteArray &bytes);
QByteArray toBytes(PcmView pcm);

constexpr std::chrono::microseconds durationOf(std::size_t samples, int rate)
{
    return std::chrono::microseconds(static_cast<std::int64_t>(samples) * 1'000'000 / rate);
}

constexpr std::size_t samplesIn(std::chrono::microseconds duration, int rate)
{
    return static_cast<std::size_t>(duration.count() * rate / 1'000'000);
}

} // namespace holdline::audio
