// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <algorithm>
#include <cstdlib>

namespace holdline::speech {

/// Drops the silence at the beginning of a stream of samples: voices begin with up to a quarter of
/// a second of it, which whoever waits for an answer hears as slowness.
class SilenceTrimmer
{
public:
    /// What of the next block is to be heard: nothing until the first sample above −48 dBFS, then
    /// everything.
    audio::PcmView trim(audio::PcmView block)
    {
        if (m_sounding)
            return block;
        const auto first =
            std::ranges::find_if(block, [](audio::Sample s) { return std::abs(s) > kSilence; });
        m_sounding = first != block.end();
        return block.subspan(static_cast<std::size_t>(first - block.begin()));
    }

private:
    /// flite's silence is noise of up to 60; its softest consonant begins above 300.
    static constexpr int kSilence = 128;

    bool m_sounding = false;
};

} // namespace holdline::speech
