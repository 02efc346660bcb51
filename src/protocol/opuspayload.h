// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"

#include <QList>

namespace holdline::protocol {

/// The content of an Opus item: packets of 20 ms, and the number of samples that count.
struct OpusPayload
{
    qsizetype samples = 0; ///< at 16 kHz, 1 … kCaptureItemSamples
    QList<QByteArray> packets{}; ///< as many as needed, each of 1 … kMaxOpusPacketBytes bytes

    friend bool operator==(const OpusPayload &, const OpusPayload &) = default;
};

QByteArray encode(const OpusPayload &payload);
/// nullopt if `bytes` are incomplete or exceed a limit. Does not look into the packets.
std::optional<OpusPayload> decodeOpusPayload(const QByteArray &bytes);

/// Tells both ends when the codec must start again: for each item that does not begin where the
/// Opus item before it ended. A plain value.
class OpusSequence
{
public:
    /// True if the item, of `samples` samples, begins where the Opus item before it ended. Call it
    /// once for each item.
    bool goesOn(const AudioItem &item, qsizetype samples);

private:
    struct Place
    {
        quint32 stream;
        quint64 position;
        friend bool operator==(const Place &, const Place &) = default;
    };

    std::optional<Place> m_end;
};

} // namespace holdline::protocol
