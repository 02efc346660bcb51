// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/opusdecoder.h"

#include "audio/opusencoder.h"

#include <opus/opus.h>

namespace holdline::audio {

namespace {
constexpr int kPacketSamples = OpusEncoder::kPacketSamples;
}

void OpusDecoder::Deleter::operator()(::OpusDecoder *state) const
{
    opus_decoder_destroy(state);
}

OpusDecoder::OpusDecoder() : m_state(opus_decoder_create(kSpeechRate, 1, nullptr))
{
    Q_CHECK_PTR(m_state.get());
}

std::optional<Pcm> OpusDecoder::decode(const QList<QByteArray> &packets, std::size_t samples)
{
    Pcm pcm(static_cast<std::size_t>(packets.size()) * kPacketSamples);
    Sample *out = pcm.data();
    for (const QByteArray &packet : packets) {
        const auto *data = reinterpret_cast<const unsigned char *>(packet.constData());
        const auto size = static_cast<opus_int32>(packet.size());
        // libopus takes an empty packet for a lost one and invents its sound.
        if (size == 0 || opus_decoder_get_nb_samples(m_state.get(), data, size) != kPacketSamples
            || opus_decode(m_state.get(), data, size, out, kPacketSamples, 0) != kPacketSamples)
            return std::nullopt;
        out += kPacketSamples;
    }
    Q_ASSERT(samples <= pcm.size());
    pcm.resize(samples);
    return pcm;
}

} // namespace holdline::audio
