// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/speechonset.h"

namespace holdline::client {

bool SpeechOnset::push(audio::PcmView block)
{
    constexpr std::size_t kFrame = audio::VoiceDetector::kFrameSamples;
    const audio::Pcm heard = m_resampler.process(block);
    m_unjudged.insert(m_unjudged.end(), heard.begin(), heard.end());
    const audio::PcmView unjudged(m_unjudged);
    bool began = false;
    std::size_t judged = 0;
    for (; unjudged.size() - judged >= kFrame; judged += kFrame) {
        const audio::PcmView frame = unjudged.subspan(judged, kFrame);
        const auto step = m_endpointer.push(frame, m_detector.isVoiced(frame));
        began = began || std::holds_alternative<audio::Endpointer::TurnStarted>(step);
    }
    m_unjudged.erase(m_unjudged.begin(), m_unjudged.begin() + static_cast<std::ptrdiff_t>(judged));
    return began;
}

void SpeechOnset::reset()
{
    m_resampler.reset();
    m_endpointer.reset();
    m_unjudged.clear();
}

} // namespace holdline::client
