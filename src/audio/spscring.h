// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <atomic>
#include <vector>

namespace holdline::audio {

/// Hands samples from one thread to one other without a lock or an allocation.
/// write() and discard() belong to the producer, read() and the rest to the consumer.
class SpscRing
{
public:
    /// Holds at least `capacity` samples (rounded up to a power of two).
    explicit SpscRing(std::size_t capacity);

    std::size_t capacity() const { return m_samples.size(); }
    /// Samples ready to be read: for the consumer at least these, for the producer at most these.
    std::size_t size() const;

    /// Producer: appends as many as fit and returns how many.
    std::size_t write(PcmView pcm);
    /// Producer: everything written until now will not be read any more.
    void discard();
    /// Consumer: fills up to out.size() samples and returns how many.
    std::size_t read(std::span<Sample> out);

private:
    void applyDiscard();

    std::vector<Sample> m_samples;
    alignas(64) std::atomic<std::size_t> m_written{0};
    alignas(64) std::atomic<std::size_t> m_read{0};
    std::atomic<std::size_t> m_discardedUntil{0};
};

} // namespace holdline::audio
