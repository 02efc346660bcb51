// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/durableuplink.h"

#include "client/session/durableline.h"
#include "client/voice/answerplayback.h"

#include <utility>

namespace holdline::client {

using Pass = CaptureStream::Pass;

DurableUplink::DurableUplink(DurableLine &line, const AnswerPlayback &playback, const Clock &clock)
    : m_line(line)
    , m_playback(playback)
    , m_items(clock)
    , m_held(line, clock)
{
}

bool DurableUplink::isOpen() const
{
    return m_line.isLive() && !m_held.isNoteOffered();
}

void DurableUplink::push(const audio::Pcm &block, bool gated)
{
    if (std::exchange(m_begins, false)) {
        flush();
        m_items.begin();
    }
    const Pass ungated = m_held.isHolding() ? Pass::Voice : Pass::Everything;
    take(m_items.push(block, gated ? Pass::Nothing : ungated));
}

void DurableUplink::pushSilence(const audio::Pcm &block)
{
    take(m_items.push(block, Pass::Everything), true);
}

void DurableUplink::flush()
{
    take(m_items.flush());
}

void DurableUplink::forget()
{
    m_items.begin();
    m_held.forget();
}

void DurableUplink::onLost()
{
    m_held.onLost(m_items.flush());
}

void DurableUplink::take(const CaptureStream::Items &items, bool afterwards)
{
    for (protocol::AudioItem item : items) {
        item.speechPlaying = m_playback.isPlaying();
        m_held.take(item, afterwards);
    }
}

} // namespace holdline::client
