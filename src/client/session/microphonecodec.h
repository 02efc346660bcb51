// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/opusdecoder.h"
#include "audio/opusencoder.h"
#include "protocol/opuspayload.h"

namespace holdline::client {

/// Gives the items of the microphone, in their order, the coding that the server has chosen. Owned
/// by DurableSession; GUI thread.
class MicrophoneCodec
{
public:
    enum class Coding { Pcm, Opus };

    void choose(Coding coding) { m_coding = coding; }
    /// The same samples as they go out for the first time. Only items of at most 100 ms are packed.
    protocol::AudioItem packed(const protocol::AudioItem &item);
    /// What had been packed for a server that knows Opus, as this server understands it. Nothing if
    /// it makes no sense.
    std::optional<protocol::AudioItem> understandable(const protocol::AudioItem &item);

private:
    Coding m_coding = Coding::Pcm;
    std::optional<audio::OpusEncoder> m_encoder;
    protocol::OpusSequence m_packed;
    std::optional<audio::OpusDecoder> m_decoder;
    protocol::OpusSequence m_unpacked;
};

} // namespace holdline::client
