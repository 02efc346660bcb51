// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/playout.h"

namespace holdline::audio {

bool Playout::append(PcmView pcm, quint64 handedOver, Instant now)
{
    if (pcm.empty())
        return false;
    const bool wasDry = isPlaying() && isDry() && now - m_lastProgress > kDeviceBuffer;
    if (isIdle()) {
        m_state = State::Waiting;
        m_handedOver = handedOver;
        m_base = handedOver;
        m_lastProgress = now;
    }
    m_queue.insert(m_queue.end(), pcm.begin(), pcm.end());
    feed();
    return wasDry;
}

Playout::Event Playout::stop()
{
    const bool wasPlaying = isPlaying();
    clear();
    m_state = State::Idle;
    return wasPlaying ? Event::Finished : Event::None;
}

Playout::Event Playout::step(quint64 handedOver, Instant now)
{
    if (isIdle())
        return Event::None;
    feed();
    if (handedOver != m_handedOver)
        m_lastProgress = now;
    m_handedOver = handedOver;
    if (m_state == State::Waiting && m_handedOver != m_base) {
        m_state = State::Playing;
        return Event::Started;
    }
    const Duration patience = isDry() ? kDryFor : kLongestWait;
    return now - m_lastProgress >= patience ? stop() : Event::None;
}

void Playout::feed()
{
    m_queueStart += m_ring.write(PcmView(m_queue).subspan(m_queueStart));
    // Frees the memory of passed-on samples, even while more keep coming.
    if (2 * m_queueStart >= m_queue.size()) {
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(m_queueStart));
        m_queueStart = 0;
    }
}

void Playout::clear()
{
    m_queue = {};
    m_queueStart = 0;
    m_ring.discard();
}

} // namespace holdline::audio
