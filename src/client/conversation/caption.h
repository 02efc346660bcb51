// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "protocol/messages.h"

namespace holdline::client {

/// What happens to speech into the microphone now.
enum class Microphone {
    Closed,
    Opening, ///< wanted, but the device does not deliver yet
    Live, ///< speech is sent
    Gated, ///< nothing is sent while an answer plays (loudspeaker mode)
    Holding, ///< speech waits for the line
    Unheard, ///< speech is neither sent nor held
    Broken, ///< there is no device, or it does not work
};

/// What the caption below the level display says.
enum class Caption {
    MicrophoneClosed,
    MicrophoneOpening,
    Listening, ///< open, but the server hears no speech
    Hearing, ///< the server hears speech
    Waiting, ///< every recogniser of the server is taken
    Thinking,
    Speaking, ///< an answer plays, and talking does not stop it
    Interruptible, ///< an answer plays, and talking stops it
    GatedBySpeech, ///< an answer plays, and the microphone waits (loudspeaker mode)
    LineDown, ///< open, but speech is neither sent nor held
    HoldingSpeech, ///< open, and speech waits for the line
    HoldLimitReached, ///< open, but no more speech can wait: new speech is lost
    MicrophoneMissing,
    MicrophoneFailed,
};

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
Microphone microphone(const CaptionSituation &situation);

/// Returns the first caption that applies: reasons why an open microphone is not heard come first,
/// then playback, then the activity of the server. Pure.
Caption caption(const CaptionSituation &situation);

} // namespace holdline::client
