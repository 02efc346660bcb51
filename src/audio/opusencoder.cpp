// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/opusencoder.h"

#include <opus/opus.h>

#include <algorithm>
#include <array>

namespace holdline::audio {

namespace {

constexpr int kBitRate = 24000;
// Encodes a minute of held speech within half a second, and recognisers understand it as well.
constexpr int kComplexity = 3;

} // namespace

void OpusEncoder::Deleter::operator()(::OpusEncoder *state) const
{
    opus_encoder_destroy(state);
}

OpusEncoder::OpusEncoder()
    : m_state(opus_encoder_create(kSpeechRate, 1, OPUS_APPLICATION_VOIP, nullptr))
{
    Q_CHECK_PTR(m_state.get());
    opus_encoder_ctl(m_state.get(), OPUS_SET_BITRATE(kBitRate));
    opus_encoder_ctl(m_state.get(), OPUS_SET_COMPLEXITY(kComplexity));
    opus_encoder_ctl(m_state.get(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
    opus_encoder_ctl(m_state.get(), OPUS_SET_DTX(1));
}

QList<QByteArray> OpusEncoder::encode(PcmView pcm)
{
    QList<QByteArray> packets;
    while (!pcm.empty()) {
        std::array<Sample, kPacketSamples> samples{};
        const PcmView taken = pcm.first(std::min(pcm.size(), kPacketSamples));
        std::copy(taken.begin(), taken.end(), samples.begin());
        pcm = pcm.subspan(taken.size());

        QByteArray packet(kMaxPacketBytes, Qt::Uninitialized);
        const auto size = opus_encode(m_state.get(), samples.data(), kPacketSamples,
                                      reinterpret_cast<unsigned char *>(packet.data()),
                                      static_cast<opus_int32>(packet.size()));
        Q_ASSERT(size > 0);
        packet.truncate(size);
        packets.append(packet);
    }
    return packets;
}

} // namespace holdline::audio
