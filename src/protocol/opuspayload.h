// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"

#include <QList>

namespace holdline::protocol {

/// What stands behind the header of an Opus item: packets of 20 ms, and how many of their samples
/// count.
struct OpusPayload
{
    qsizetype samples = 0; ///< at 16 kHz, 1 … kCaptureItemSamples
    QList<QByteArray> packets{}; ///< as many as it takes, of 1 … kMaxOpusPacketBytes

    friend bool operator==(const OpusPayload &, const OpusPayload &) = default;
};

QByteArray encode(const OpusPayload &payload);
/// Nothing unless it is whole and keeps its bounds; what is in the packets is not looked at.
std::optional<OpusPayload> decodeOpusPayload(const QByteArray &bytes);

/// Tells both ends alike where the codec begins anew: with every item that does not begin where the
/// Opus item before has ended.
class OpusSequence
{
public:
    /// Whether the item, of so many samples, goes on where the one before has ended.
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
