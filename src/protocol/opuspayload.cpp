// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/opuspayload.h"

#include "protocol/limits.h"

#include <QtEndian>

#include <utility>

namespace holdline::protocol {

namespace {

constexpr qsizetype kCountBytes = 2;

qsizetype packetsFor(qsizetype samples)
{
    return (samples + kOpusPacketSamples - 1) / kOpusPacketSamples;
}

} // namespace

QByteArray encode(const OpusPayload &payload)
{
    Q_ASSERT(payload.samples > 0 && payload.samples <= kCaptureItemSamples);
    Q_ASSERT(payload.packets.size() == packetsFor(payload.samples));
    QByteArray bytes(kCountBytes, Qt::Uninitialized);
    qToBigEndian(static_cast<quint16>(payload.samples), bytes.data());
    for (const QByteArray &packet : payload.packets) {
        Q_ASSERT(!packet.isEmpty() && packet.size() <= kMaxOpusPacketBytes);
        bytes.append(static_cast<char>(packet.size()));
        bytes.append(packet);
    }
    return bytes;
}

std::optional<OpusPayload> decodeOpusPayload(const QByteArray &bytes)
{
    if (bytes.size() < kCountBytes)
        return std::nullopt;
    OpusPayload payload{.samples = qFromBigEndian<quint16>(bytes.constData())};
    if (payload.samples == 0 || payload.samples > kCaptureItemSamples)
        return std::nullopt;
    qsizetype at = kCountBytes;
    for (qsizetype i = packetsFor(payload.samples); i > 0; --i) {
        if (at == bytes.size())
            return std::nullopt;
        const auto size = static_cast<quint8>(bytes[at++]);
        if (size == 0 || size > bytes.size() - at)
            return std::nullopt;
        payload.packets.append(bytes.mid(at, size));
        at += size;
    }
    return at == bytes.size() ? std::optional(payload) : std::nullopt;
}

bool OpusSequence::goesOn(const AudioItem &item, qsizetype samples)
{
    const Place begin{item.stream, item.position};
    const Place end{item.stream, item.position + static_cast<quint64>(samples)};
    return std::exchange(m_end, end) == begin && !item.gapBefore;
}

} // namespace holdline::protocol
