// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/voice/microphonestream.h"
#include "client/voice/uplink.h"

namespace holdline::client {

class AnswerPlayback;

/// The uplink to a Plain server: sound goes out in frames at once, or it is lost. Owned by
/// ConversationController.
class PlainUplink : public Uplink
{
public:
    /// All must outlive this.
    PlainUplink(PlainLine &line, const AnswerPlayback &playback, const Clock &clock);

    /// Speech since the line was lost. No server will hear it.
    Duration unheard() const { return m_unheard; }

    bool isOpen() const override;
    bool isHolding() const override { return false; }
    bool isFull() const override { return false; }
    bool owesEnd() const override { return false; }

    void begin() override { }
    void restart() override { m_stream.restart(); }
    void push(const audio::Pcm &block, bool gated) override;
    void pushSilence(const audio::Pcm &block) override;
    void noteSpeech(Duration duration) override;
    void flush() override { }
    void forget() override;
    void onLost() override { forget(); }

private:
    PlainLine &m_line;
    const AnswerPlayback &m_playback;
    MicrophoneStream m_stream;
    Duration m_unheard{0};
};

} // namespace holdline::client
