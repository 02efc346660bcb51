// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace holdline::protocol {

/// A binary message from the microphone of a plain client: u32 BE timestamp, u32 BE flags, then any
/// number of samples as s16 LE mono PCM at 48 000 Hz.
struct AudioFrame
{
    quint32 timestampMs = 0; ///< wall clock modulo 2³², for display only
    bool speechPlaying = false; ///< flag bit 0: the client is playing an answer
    QByteArray pcm; ///< s16 LE; decoding drops an odd last byte

    friend bool operator==(const AudioFrame &, const AudioFrame &) = default;
};

QByteArray encode(const AudioFrame &frame);

/// nullopt if the message is shorter than the header. Unknown flag bits are ignored.
std::optional<AudioFrame> decodeAudioFrame(const QByteArray &message);

} // namespace holdline::protocol
