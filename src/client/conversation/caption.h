// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"

namespace holdline::client {

/// All that the microphone button and the caption below the level display depend on.
struct CaptionSituation
{
    bool microphoneOpen = false;
    audio::EndpointStatus::State microphone = audio::EndpointStatus::State::Closed;
    bool lineLive = false;
    bool holding = false; ///< what is said now waits for the line
    bool holdFull = false; ///< and no more of it can
    bool answerPlaying = false;
    bool gated = false; ///< what the microphone hears is not sent because of the answer
    protocol::Activity::State server = protocol::Activity::State::Idle;
};

/// What becomes of what is said now, whatever the conversation is about.
ConversationController::Microphone microphone(const CaptionSituation &situation);

/// What keeps an open microphone from being heard comes first, then what sounds, then what the
/// server does.
ConversationController::Caption caption(const CaptionSituation &situation);

} // namespace holdline::client
