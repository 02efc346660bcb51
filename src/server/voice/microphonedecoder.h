// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/opusdecoder.h"
#include "protocol/opuspayload.h"

namespace holdline::server {

/// Turns the items of one microphone into PCM, whether they contain PCM or Opus. Items must come in
/// order. Owned by DurableSession; main thread.
class MicrophoneDecoder
{
public:
    /// Returns the item as PCM; nullopt if it is malformed or contains more than 100 ms.
    std::optional<protocol::AudioItem> decoded(protocol::AudioItem item);

private:
    std::optional<audio::OpusDecoder> m_decoder; ///< its state is that after the newest Opus item
    protocol::OpusSequence m_sequence;
};

} // namespace holdline::server
