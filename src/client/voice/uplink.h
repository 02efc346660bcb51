// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

namespace holdline::client {

/// The way of the captured voice to the server, in one dialect. VoiceCapture decides what is
/// captured and when; an uplink decides what becomes of it, also while the line is down. Blocks
/// have any length, at 48 kHz. GUI thread.
class Uplink
{
public:
    virtual ~Uplink();

    /// Whether sound that is captured now goes out at once.
    virtual bool isOpen() const = 0;
    /// Whether sound that is captured now has to wait, even if no more can wait.
    virtual bool isHolding() const = 0;
    /// Whether no more sound can wait.
    virtual bool isFull() const = 0;
    /// Whether the server waits for the end of a turn that was sent late.
    virtual bool owesEnd() const = 0;

    /// The microphone was opened: its sound begins anew.
    virtual void begin() = 0;
    /// The next sound does not follow the sound before.
    virtual void restart() = 0;
    /// `gated`: an answer plays, so the server must not hear this sound.
    virtual void push(const audio::Pcm &block, bool gated) = 0;
    /// The silence that ends a turn.
    virtual void pushSilence(const audio::Pcm &block) = 0;
    /// The microphone has heard so much sound that is as loud as speech.
    virtual void noteSpeech(Duration duration) = 0;
    /// Sends what was pushed so far, so that it comes before the message that is sent next.
    virtual void flush() = 0;
    /// Drops all sound that has not left yet.
    virtual void forget() = 0;
    /// The line is lost.
    virtual void onLost() = 0;
};

} // namespace holdline::client
