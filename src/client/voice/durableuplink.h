// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/voice/capturestream.h"
#include "client/voice/heldspeech.h"
#include "client/voice/uplink.h"

namespace holdline::client {

class AnswerPlayback;

/// The uplink to a Durable server: sound goes out in numbered items, and voice waits while the line
/// is down. Owned by ConversationController.
class DurableUplink : public Uplink
{
public:
    /// All must outlive this.
    DurableUplink(DurableLine &line, const AnswerPlayback &playback, const Clock &clock);

    HeldSpeech &held() { return m_held; }
    const HeldSpeech &held() const { return m_held; }

    bool isOpen() const override;
    bool isHolding() const override { return m_held.isHolding(); }
    bool isFull() const override { return m_held.isFull(); }
    bool owesEnd() const override { return m_held.owesEnd(); }

    void begin() override { m_begins = true; }
    void restart() override { } // each item has its position
    void push(const audio::Pcm &block, bool gated) override;
    void pushSilence(const audio::Pcm &block) override;
    void noteSpeech(Duration) override { } // HeldSpeech counts what it takes
    void flush() override;
    void forget() override;
    void onLost() override;

private:
    void take(const CaptureStream::Items &items, bool afterwards = false);

    DurableLine &m_line;
    const AnswerPlayback &m_playback;
    CaptureStream m_items;
    HeldSpeech m_held;
    bool m_begins = false; ///< the next block begins another stream
};

} // namespace holdline::client
