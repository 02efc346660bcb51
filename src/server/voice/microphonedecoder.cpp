// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/microphonedecoder.h"

#include "protocol/limits.h"

namespace holdline::server {

namespace {
constexpr qsizetype kMaxPcmBytes = protocol::kCaptureItemSamples * 2;
}

std::optional<protocol::AudioItem> MicrophoneDecoder::decoded(protocol::AudioItem item)
{
    if (!item.opus)
        return item.pcm.size() <= kMaxPcmBytes ? std::optional(std::move(item)) : std::nullopt;
    const auto payload = protocol::decodeOpusPayload(*item.opus);
    if (payload && (!m_sequence.goesOn(item, payload->samples) || !m_decoder))
        m_decoder.emplace();
    const auto pcm = payload
        ? m_decoder->decode(payload->packets, static_cast<std::size_t>(payload->samples))
        : std::nullopt;
    if (!pcm) {
        m_decoder.reset(); // the malformed item has left it in a wrong state
        return std::nullopt;
    }
    item.opus.reset();
    item.pcm = audio::toBytes(*pcm);
    return item;
}

} // namespace holdline::server
