// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/spscring.h"

#include <algorithm>
#include <bit>

namespace holdline::audio {

// The positions only grow, and are masked when they are used as indices. Therefore a full ring
// differs from an empty one without a spare slot.

SpscRing::SpscRing(std::size_t capacity)
    : m_samples(std::bit_ceil(std::max<std::size_t>(capacity, 1)))
{
}

std::size_t SpscRing::size() const
{
    const std::size_t discarded = m_discardedUntil.load(std::memory_order_acquire);
    const std::size_t read = m_read.load(std::memory_order_acquire);
    const std::size_t written = m_written.load(std::memory_order_acquire);
    return written - std::max(read, discarded);
}

std::size_t SpscRing::write(PcmView pcm)
{
    const std::size_t written = m_written.load(std::memory_order_relaxed);
    // Discarded samples take room until the consumer has moved past them, because it may be copying
    // them now.
    const std::size_t used = written - m_read.load(std::memory_order_acquire);
    const std::size_t count = std::min(pcm.size(), capacity() - used);
    const std::size_t start = written & (capacity() - 1);
    const std::size_t first = std::min(count, capacity() - start);
    const auto *from = pcm.data();
    std::copy_n(from, first, m_samples.data() + start);
    std::copy_n(from + first, count - first, m_samples.data());
    m_written.store(written + count, std::memory_order_release);
    return count;
}

void SpscRing::discard()
{
    m_discardedUntil.store(m_written.load(std::memory_order_relaxed), std::memory_order_release);
}

void SpscRing::applyDiscard()
{
    const std::size_t discarded = m_discardedUntil.load(std::memory_order_acquire);
    if (discarded > m_read.load(std::memory_order_relaxed))
        m_read.store(discarded, std::memory_order_release);
}

std::size_t SpscRing::read(std::span<Sample> out)
{
    applyDiscard();
    const std::size_t read = m_read.load(std::memory_order_relaxed);
    const std::size_t available = m_written.load(std::memory_order_acquire) - read;
    const std::size_t count = std::min(out.size(), available);
    const std::size_t start = read & (capacity() - 1);
    const std::size_t first = std::min(count, capacity() - start);
    std::copy_n(m_samples.data() + start, first, out.data());
    std::copy_n(m_samples.data(), count - first, out.data() + first);
    m_read.store(read + count, std::memory_order_release);
    return count;
}

} // namespace holdline::audio
