// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace holdline::protocol {

/// A binary message from the microphone: u32 BE timestamp, u32 BE flags, then s16 LE mono PCM at
/// 48 000 Hz of any length.
struct AudioFrame
{
    quint32 timestampMs = 0; ///< wall clock modulo 2³², for display only
    bool speechPlaying = false; ///< flag bit 0: the client is playing an answer
    QByteArray pcm; ///< s16 LE; a trailing odd byte is dropped when decoding

    friend bool operator==(const AudioFrame &, const AudioFrame &) = default;
};

QByteArray encode(const AudioFrame &frame);

/// Nothing for a message too short to hold the header. Unknown flag bits are ignored.
std::optional<AudioFrame> decodeAudioFrame(const QByteArray &message);

} // namespace holdline::protocol
