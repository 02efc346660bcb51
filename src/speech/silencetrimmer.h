// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <algorithm>
#include <cstdlib>

namespace holdline::speech {

/// Removes the silence at the beginning of a stream of samples. Synthetic voices begin with up to a
/// quarter of a second of silence, which makes the answer seem slow. A plain value.
class SilenceTrimmer
{
public:
    /// The part of the next block to play: nothing before the first sample above −48 dBFS, and
    /// everything after it.
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
    /// flite's silence is noise of up to 60; its softest consonants begin above 300.
    static constexpr int kSilence = 128;

    bool m_sounding = false;
};

} // namespace holdline::speech
