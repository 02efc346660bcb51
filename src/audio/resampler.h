// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <memory>

struct SpeexResamplerState_;

namespace holdline::audio {

/// Converts one mono stream between two rates, block by block, without gaps between the blocks.
/// Uses speexdsp at quality 5, with about 2.5 ms of delay from 48 to 16 kHz. Not thread-safe.
class Resampler
{
public:
    /// Rates in Hz, both positive. Equal rates pass the samples through.
    Resampler(int fromRate, int toRate);
    ~Resampler();
    Resampler(Resampler &&) noexcept;
    Resampler &operator=(Resampler &&) noexcept;

    /// Returns the samples that this block completes. Over a whole stream, out/in approaches the
    /// ratio of the rates.
    Pcm process(PcmView in);
    /// The same, but overwrites `out`. Allocates memory only if `out` has to grow.
    void process(PcmView in, Pcm &out);
    /// Ends the stream. Returns the samples that are still in the filter.
    Pcm drain();
    /// Forgets the stream so far; the next block starts a new one.
    void reset();

    int fromRate() const { return m_fromRate; }
    int toRate() const { return m_toRate; }

private:
    struct Deleter
    {
        void operator()(SpeexResamplerState_ *state) const;
    };

    int m_fromRate;
    int m_toRate;
    std::unique_ptr<SpeexResamplerState_, Deleter> m_state; ///< null when the rates are equal
};

} // namespace holdline::audio
