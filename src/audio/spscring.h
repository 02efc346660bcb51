// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <atomic>
#include <vector>

namespace holdline::audio {

/// Passes samples from one thread to one other thread without locks or allocations. The producer
/// calls write() and discard(), the consumer read(); both may call the other functions.
class SpscRing
{
public:
    /// Has room for at least `capacity` samples, rounded up to a power of two.
    explicit SpscRing(std::size_t capacity);

    std::size_t capacity() const { return m_samples.size(); }
    /// Samples that are ready to be read. For the consumer there are at least so many, for the
    /// producer at most so many.
    std::size_t size() const;

    /// Producer: appends as many samples as fit, and returns how many.
    std::size_t write(PcmView pcm);
    /// Producer: drops everything written until now, so that it will not be read.
    void discard();
    /// Consumer: reads up to out.size() samples, and returns how many.
    std::size_t read(std::span<Sample> out);

private:
    void applyDiscard();

    std::vector<Sample> m_samples;
    alignas(64) std::atomic<std::size_t> m_written{0};
    alignas(64) std::atomic<std::size_t> m_read{0};
    std::atomic<std::size_t> m_discardedUntil{0};
};

} // namespace holdline::audio
