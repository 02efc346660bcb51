// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QList>

#include <memory>

struct OpusEncoder;

namespace holdline::audio {

/// Encodes one stream of speech at 16 kHz into Opus packets of 20 ms: 24 kbit/s, and hardly any
/// bytes during silence. The decoded sound is 6.5 ms late. Not thread-safe.
class OpusEncoder
{
public:
    static constexpr std::size_t kPacketSamples = 320;
    static constexpr qsizetype kMaxPacketBytes = 255;

    OpusEncoder();

    /// Returns as many packets as needed, of 1 … kMaxPacketBytes bytes each. Fills the last one up
    /// with silence.
    QList<QByteArray> encode(PcmView pcm);

private:
    struct Deleter
    {
        void operator()(::OpusEncoder *state) const;
    };

    std::unique_ptr<::OpusEncoder, Deleter> m_state;
};

} // namespace holdline::audio
