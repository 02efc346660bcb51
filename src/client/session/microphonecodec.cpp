// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/microphonecodec.h"

#include "protocol/limits.h"

namespace holdline::client {

static_assert(audio::OpusEncoder::kPacketSamples == std::size_t(protocol::kOpusPacketSamples));
static_assert(audio::OpusEncoder::kMaxPacketBytes <= protocol::kMaxOpusPacketBytes);

std::optional<protocol::AudioItem> MicrophoneCodec::packed(const protocol::AudioItem &item)
{
    const audio::Pcm pcm = audio::fromBytes(item.pcm);
    const auto samples = static_cast<qsizetype>(pcm.size());
    if (m_coding == Coding::Pcm || samples == 0 || samples > protocol::kCaptureItemSamples)
        return std::nullopt;
    if (!m_packed.goesOn(item, samples))
        m_encoder.emplace();
    protocol::AudioItem packed = item;
    packed.pcm.clear();
    packed.opus = protocol::encode(
        protocol::OpusPayload{.samples = samples, .packets = m_encoder->encode(pcm)});
    return packed;
}

std::optional<protocol::AudioItem> MicrophoneCodec::understandable(const protocol::AudioItem &item)
{
    if (m_coding == Coding::Opus || !item.opus)
        return std::nullopt;
    const auto payload = protocol::decodeOpusPayload(*item.opus);
    if (!payload)
        return std::nullopt;
    if (!m_unpacked.goesOn(item, payload->samples))
        m_decoder.emplace();
    const auto pcm =
        m_decoder->decode(payload->packets, static_cast<std::size_t>(payload->samples));
    if (!pcm)
        return std::nullopt;
    protocol::AudioItem plain = item;
    plain.opus.reset();
    plain.pcm = audio::toBytes(*pcm);
    return plain;
}

} // namespace holdline::client
