// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/microphonestream.h"

#include "client/session/plainline.h"
#include "protocol/limits.h"

namespace holdline::client {

void MicrophoneStream::push(audio::PcmView block, bool speechPlaying)
{
    if (!m_line.isLive()) {
        restart();
        return;
    }
    constexpr auto kFrame = static_cast<std::size_t>(protocol::kFrameSamples);
    m_unsent.insert(m_unsent.end(), block.begin(), block.end());
    const audio::PcmView unsent(m_unsent);
    std::size_t sent = 0;
    for (; unsent.size() - sent >= kFrame; sent += kFrame) {
        const auto now = m_clock.wallTime().time_since_epoch().count();
        // A frame that a congested line refuses is dropped, because late speech is worse than
        // missing speech.
        m_line.send(protocol::AudioFrame{.timestampMs = static_cast<quint32>(now),
                                         .speechPlaying = speechPlaying,
                                         .pcm = audio::toBytes(unsent.subspan(sent, kFrame))});
    }
    m_unsent.erase(m_unsent.begin(), m_unsent.begin() + static_cast<std::ptrdiff_t>(sent));
}

} // namespace holdline::client
