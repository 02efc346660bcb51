// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QByteArray>
#include <QtEndian>

namespace holdline::testing {

/// How a WAV file differs from a simple one.
struct WavOptions
{
    quint16 channels = 1;
    quint16 bits = 16;
    std::optional<quint32> claimedBytes{}; ///< what its head says of the length of the samples
    QByteArray extraChunk{}; ///< comes before the samples
};

/// A WAV file that contains `samples`.
inline QByteArray wavFile(const audio::Pcm &samples, int rate, const WavOptions &options = {})
{
    QByteArray file;
    const auto add = [&file](auto value) {
        const auto wire = qToLittleEndian(value);
        file.append(reinterpret_cast<const char *>(&wire), sizeof wire);
    };
    const QByteArray bytes = audio::toBytes(samples);
    const quint32 claimed = options.claimedBytes.value_or(static_cast<quint32>(bytes.size()));
    file += "RIFF";
    add(claimed == 0xFFFFFFFF ? claimed : claimed + 36);
    file += "WAVEfmt ";
    add(quint32(16));
    add(quint16(1));
    add(options.channels);
    add(quint32(rate));
    add(quint32(rate * options.channels * options.bits / 8));
    add(quint16(options.channels * options.bits / 8));
    add(options.bits);
    file += options.extraChunk + "data";
    add(claimed);
    return file + bytes;
}

} // namespace holdline::testing
