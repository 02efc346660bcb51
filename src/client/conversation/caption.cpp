// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/caption.h"

namespace holdline::client {

Microphone microphone(const CaptionSituation &situation)
{
    using Device = audio::EndpointStatus::State;

    if (!situation.microphoneOpen)
        return Microphone::Closed;
    if (situation.microphone == Device::Missing || situation.microphone == Device::Failed)
        return Microphone::Broken;
    if (!situation.lineLive && !situation.holding)
        return Microphone::Unheard;
    if (situation.gated)
        return Microphone::Gated;
    if (situation.holding && situation.holdFull)
        return Microphone::Unheard;
    if (situation.microphone == Device::Closed)
        return Microphone::Opening;
    return situation.holding ? Microphone::Holding : Microphone::Live;
}

Caption caption(const CaptionSituation &situation)
{
    using Server = protocol::Activity::State;

    const Microphone now = microphone(situation);
    switch (now) {
    case Microphone::Broken:
        return situation.microphone == audio::EndpointStatus::State::Missing
            ? Caption::MicrophoneMissing
            : Caption::MicrophoneFailed;
    case Microphone::Unheard:
        return situation.holding ? Caption::HoldLimitReached : Caption::LineDown;
    case Microphone::Gated:
        return Caption::GatedBySpeech;
    case Microphone::Holding:
        return Caption::HoldingSpeech;
    case Microphone::Closed:
    case Microphone::Opening:
    case Microphone::Live:
        break;
    }
    if (situation.answerPlaying)
        return now == Microphone::Live ? Caption::Interruptible : Caption::Speaking;
    if (situation.lineLive && situation.server == Server::Thinking)
        return Caption::Thinking;
    if (now == Microphone::Closed)
        return Caption::MicrophoneClosed;
    if (now == Microphone::Opening)
        return Caption::MicrophoneOpening;
    if (situation.server == Server::Waiting)
        return Caption::Waiting;
    return situation.server == Server::Listening ? Caption::Hearing : Caption::Listening;
}

} // namespace holdline::client
