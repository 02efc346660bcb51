// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace holdline::protocol {

struct ParsedMessage;

/// One WebSocket message as it is on the line.
struct WireMessage
{
    bool binary = false;
    QByteArray bytes;

    friend bool operator==(const WireMessage &, const WireMessage &) = default;
};

/// What a numbered message has besides its content.
struct ItemTag
{
    quint64 seq; ///< from 1
    quint64 ack; ///< cumulative; the low 32 bits only in a binary item
    bool replayed = false; ///< of a binary item: sent again, or recorded while the line was down

    friend bool operator==(const ItemTag &, const ItemTag &) = default;
};

/// Adds `tag` to `content`: a JSON object gets the member "hl", and the header of a binary item is
/// changed. `content` must be a JSON object or a message from encode(AudioItem).
WireMessage tagged(const WireMessage &content, const ItemTag &tag);

/// The error of tagOf().
struct BadTag
{
};
/// The tag of a message; nullopt if it is a JSON message without a number. Fails if a binary
/// message has no number, or if the number or the acknowledgement is not valid.
Result<std::optional<ItemTag>, BadTag> tagOf(const WireMessage &message);
/// The same of a JSON message.
Result<std::optional<ItemTag>, BadTag> tagOf(const ParsedMessage &message);

/// A numbered binary message: a header of 32 bytes, then s16 LE mono PCM, or Opus.
struct AudioItem
{
    quint32 timestampMs = 0; ///< wall clock modulo 2³², for display only
    bool speechPlaying = false; ///< the client is playing an answer
    bool replayed = false;
    bool gapBefore = false; ///< the samples just before were not sent, so the position jumps
    bool fromServer = false; ///< speech of an answer, not from the microphone
    quint64 position = 0; ///< of the first sample, in its capture stream or utterance
    quint32 stream = 0; ///< number of the capture stream or utterance
    QByteArray pcm{}; ///< decoding drops an odd last byte
    std::optional<QByteArray> opus{}; ///< instead of PCM: an OpusPayload, which may be malformed

    friend bool operator==(const AudioItem &, const AudioItem &) = default;
};

/// The message without a number; tagged() adds it.
QByteArray encode(const AudioItem &item);
/// nullopt if the message is shorter than the header or not a numbered item.
std::optional<AudioItem> decodeAudioItem(const QByteArray &message);

} // namespace holdline::protocol
