// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"

#include <speex/speex_resampler.h>

#include <utility>

namespace holdline::audio {

namespace {
constexpr int kQuality = 5;
}

void Resampler::Deleter::operator()(SpeexResamplerState_ *state) const
{
    speex_resampler_destroy(state);
}

Resampler::Resampler(int fromRate, int toRate) : m_fromRate(fromRate), m_toRate(toRate)
{
    Q_ASSERT(fromRate > 0 && toRate > 0);
    if (fromRate == toRate)
        return;
    m_state.reset(speex_resampler_init(1, static_cast<spx_uint32_t>(fromRate),
                                       static_cast<spx_uint32_t>(toRate), kQuality, nullptr));
    Q_CHECK_PTR(m_state.get());
    speex_resampler_skip_zeros(m_state.get());
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler &&) noexcept = default;
Resampler &Resampler::operator=(Resampler &&) noexcept = default;

Pcm Resampler::process(PcmView in)
{
    Pcm out;
    process(in, out);
    return out;
}

void Resampler::process(PcmView in, Pcm &out)
{
    if (!m_state) {
        out.assign(in.begin(), in.end());
        return;
    }
    const auto ratio = static_cast<double>(m_toRate) / m_fromRate;
    out.resize(static_cast<std::size_t>(static_cast<double>(in.size()) * ratio) + 2);
    std::size_t produced = 0;
    while (!in.empty()) {
        auto consumedNow = static_cast<spx_uint32_t>(in.size());
        auto producedNow = static_cast<spx_uint32_t>(out.size() - produced);
        speex_resampler_process_int(m_state.get(), 0, in.data(), &consumedNow,
                                    out.data() + produced, &producedNow);
        in = in.subspan(consumedNow);
        produced += producedNow;
        if (!in.empty() && produced == out.size())
            out.resize(out.size() + 2);
    }
    out.resize(produced);
}

Pcm Resampler::drain()
{
    constexpr std::chrono::milliseconds kLongerThanTheFilter{5};
    return m_state ? process(Pcm(samplesIn(kLongerThanTheFilter, m_fromRate), 0)) : Pcm();
}

void Resampler::reset()
{
    if (!m_state)
        return;
    speex_resampler_reset_mem(m_state.get());
    speex_resampler_skip_zeros(m_state.get());
}

} // namespace holdline::audio
