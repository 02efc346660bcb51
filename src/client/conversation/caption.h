// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"

namespace holdline::client {

/// Everything on which the microphone button and the caption below the level display depend. A
/// plain value.
struct CaptionSituation
{
    bool microphoneOpen = false;
    audio::EndpointStatus::State microphone = audio::EndpointStatus::State::Closed;
    bool lineLive = false;
    bool holding = false; ///< speech waits for the line
    bool holdFull = false; ///< and no more speech can wait
    bool answerPlaying = false;
    bool gated = false; ///< sound is not sent because an answer plays
    protocol::Activity::State server = protocol::Activity::State::Idle;
};

/// What happens to speech into the microphone now. Pure.
ConversationController::Microphone microphone(const CaptionSituation &situation);

/// Returns the first caption that applies: reasons why an open microphone is not heard come first,
/// then playback, then the activity of the server. Pure.
ConversationController::Caption caption(const CaptionSituation &situation);

} // namespace holdline::client
