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
    /// Encodes a PCM item that goes out for the first time. `nullopt` if it stays PCM: because the
    /// server has chosen PCM, or because the item has more than 100 ms.
    std::optional<protocol::AudioItem> packed(const protocol::AudioItem &item);
    /// Decodes an Opus item for a server that takes only PCM. `nullopt` if the item stays as it is:
    /// because the server takes Opus, or because the payload is not valid.
    std::optional<protocol::AudioItem> understandable(const protocol::AudioItem &item);

private:
    Coding m_coding = Coding::Pcm;
    std::optional<audio::OpusEncoder> m_encoder;
    protocol::OpusSequence m_packed;
    std::optional<audio::OpusDecoder> m_decoder;
    protocol::OpusSequence m_unpacked;
};

} // namespace holdline::client
