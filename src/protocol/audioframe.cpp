// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/audioframe.h"

#include "protocol/limits.h"

#include <QtEndian>

namespace holdline::protocol {

namespace {
constexpr quint32 kSpeechPlayingFlag = 1U << 0;
}

QByteArray encode(const AudioFrame &frame)
{
    QByteArray message(kFrameHeaderBytes, Qt::Uninitialized);
    qToBigEndian(frame.timestampMs, message.data());
    qToBigEndian(frame.speechPlaying ? kSpeechPlayingFlag : 0U, message.data() + sizeof(quint32));
    return message.append(frame.pcm);
}

std::optional<AudioFrame> decodeAudioFrame(const QByteArray &message)
{
    if (message.size() < kFrameHeaderBytes)
        return std::nullopt;
    const auto flags = qFromBigEndian<quint32>(message.constData() + sizeof(quint32));
    const qsizetype wholeSamples = (message.size() - kFrameHeaderBytes) / 2 * 2;
    return AudioFrame{.timestampMs = qFromBigEndian<quint32>(message.constData()),
                      .speechPlaying = (flags & kSpeechPlayingFlag) != 0,
                      .pcm = message.mid(kFrameHeaderBytes, wholeSamples)};
}

} // namespace holdline::protocol
