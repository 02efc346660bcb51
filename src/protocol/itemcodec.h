// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace holdline::protocol {

/// One WebSocket message as it goes over the line.
struct WireMessage
{
    bool binary = false;
    QByteArray bytes;

    friend bool operator==(const WireMessage &, const WireMessage &) = default;
};

/// What a numbered message carries besides its own content.
struct ItemTag
{
    quint64 seq; ///< from 1
    quint64 ack; ///< cumulative; of a binary item only the low 32 bits
    bool replayed = false; ///< binary items: sent again, or recorded while the line was down

    friend bool operator==(const ItemTag &, const ItemTag &) = default;
};

/// `content` with this tag: a JSON object gains the member "hl", a binary item has its header
/// patched. Only for objects and for messages of encode(AudioItem).
WireMessage tagged(const WireMessage &content, const ItemTag &tag);

/// The tag of a message; nothing when it is not numbered. Fails when it is numbered wrongly.
struct BadTag
{
};
Result<std::optional<ItemTag>, BadTag> tagOf(const WireMessage &message);

/// A numbered binary message: 32 bytes of header, then s16 LE mono PCM, or Opus.
struct AudioItem
{
    quint32 timestampMs = 0; ///< wall clock modulo 2³², for display only
    bool speechPlaying = false; ///< the client is playing an answer
    bool replayed = false;
    bool gapBefore = false; ///< what was captured just before is not sent: the position jumps
    bool fromServer = false; ///< an answer's speech, not the microphone
    quint64 position = 0; ///< of the first sample in its capture stream or utterance
    quint32 stream = 0; ///< capture stream, or utterance
    QByteArray pcm{}; ///< a trailing odd byte is dropped when decoding
    std::optional<QByteArray> opus{}; ///< instead of PCM: an OpusPayload, be it a good one or not

    friend bool operator==(const AudioItem &, const AudioItem &) = default;
};

/// Not numbered yet.
QByteArray encode(const AudioItem &item);
/// Nothing for a message that is shorter than the header or is no numbered item.
std::optional<AudioItem> decodeAudioItem(const QByteArray &message);

} // namespace holdline::protocol
