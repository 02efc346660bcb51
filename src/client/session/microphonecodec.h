// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/opusdecoder.h"
#include "audio/opusencoder.h"
#include "protocol/opuspayload.h"

namespace holdline::client {

/// Encodes the microphone's items, in their order, with the coding that the server has chosen.
/// Owned by DurableSession; GUI thread.
class MicrophoneCodec
{
public:
    enum class Coding { Pcm, Opus };

    void choose(Coding coding) { m_coding = coding; }
    /// Encodes an item that goes out for the first time. Items of more than 100 ms stay PCM.
    protocol::AudioItem packed(const protocol::AudioItem &item);
    /// Decodes an Opus item for a server that takes only PCM; other items stay as they are.
    /// `nullopt` if the payload is not valid.
    std::optional<protocol::AudioItem> understandable(const protocol::AudioItem &item);

private:
    Coding m_coding = Coding::Pcm;
    std::optional<audio::OpusEncoder> m_encoder;
    protocol::OpusSequence m_packed;
    std::optional<audio::OpusDecoder> m_decoder;
    protocol::OpusSequence m_unpacked;
};

} // namespace holdline::client
