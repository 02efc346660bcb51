// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/ramp.h"

#include <algorithm>

namespace holdline::chaos {

namespace {

audio::Sample sampleAt(quint64 position)
{
    return static_cast<audio::Sample>(static_cast<quint16>(position));
}

} // namespace

audio::Pcm ramp(quint64 position, std::size_t samples)
{
    audio::Pcm pcm(samples);
    for (std::size_t i = 0; i < samples; ++i)
        pcm[i] = sampleAt(position + i);
    return pcm;
}

std::function<audio::Sample(quint64)> rampFrom(quint64 offset)
{
    return [offset](quint64 position) { return sampleAt(offset + position); };
}

void SignalCheck::take(quint64 position, audio::PcmView pcm)
{
    for (std::size_t i = 0; m_signal && i < pcm.size(); ++i)
        m_wrong += pcm[i] == m_signal(position + i) ? 0 : 1;

    const quint64 end = position + pcm.size();
    if (position > m_end)
        m_holes.emplace(m_end, position);
    const quint64 old = position < m_end ? std::min(end, m_end) - position : 0;
    const quint64 late = old > 0 ? fillHoles(position, position + old) : 0;
    m_reordered += late;
    m_repeated += old - late;
    m_end = std::max(m_end, end);
}

/// Fills holes with these samples. Returns how many of them were missing until now.
quint64 SignalCheck::fillHoles(quint64 from, quint64 to)
{
    quint64 filled = 0;
    std::map<quint64, quint64> left;
    for (const auto &[begin, end] : m_holes) {
        const quint64 first = std::clamp(from, begin, end);
        const quint64 last = std::clamp(to, begin, end);
        filled += last - first;
        if (begin < first)
            left.emplace(begin, first);
        if (last < end)
            left.emplace(last, end);
    }
    m_holes = std::move(left);
    return filled;
}

quint64 SignalCheck::missing(quint64 sent) const
{
    quint64 missing = sent > m_end ? sent - m_end : 0;
    for (const auto &[begin, end] : m_holes)
        missing += std::min(end, sent) - std::min(begin, sent);
    return missing;
}

} // namespace holdline::chaos
