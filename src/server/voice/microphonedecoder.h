// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/opusdecoder.h"
#include "protocol/opuspayload.h"

namespace holdline::server {

/// Turns the items of one microphone, in their order, into PCM, whichever way each was packed.
/// Owned by DurableSession; main thread.
class MicrophoneDecoder
{
public:
    /// The same item in PCM; `nullopt` if it is malformed or holds more than 100 ms.
    std::optional<protocol::AudioItem> decoded(protocol::AudioItem item);

private:
    std::optional<audio::OpusDecoder> m_decoder; ///< of the samples up to the newest Opus item
    protocol::OpusSequence m_sequence;
};

} // namespace holdline::server
