// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/caption.h"

namespace holdline::client {

ConversationController::Caption caption(const CaptionSituation &situation)
{
    using Caption = ConversationController::Caption;
    using Microphone = audio::EndpointStatus::State;
    using Server = protocol::Activity::State;

    const bool open = situation.microphoneOpen;
    if (open && situation.microphone == Microphone::Missing)
        return Caption::MicrophoneMissing;
    if (open && situation.microphone == Microphone::Failed)
        return Caption::MicrophoneFailed;
    if (open && !situation.lineLive && !situation.holding)
        return Caption::LineDown;
    if (open && situation.gated)
        return Caption::GatedBySpeech;
    if (open && situation.holding)
        return situation.holdFull ? Caption::HoldLimitReached : Caption::HoldingSpeech;
    if (situation.answerPlaying)
        return Caption::Speaking;
    if (situation.lineLive && situation.server == Server::Thinking)
        return Caption::Thinking;
    if (!open)
        return Caption::MicrophoneClosed;
    if (situation.server == Server::Waiting)
        return Caption::Waiting;
    return situation.server == Server::Listening ? Caption::Hearing : Caption::Listening;
}

} // namespace holdline::client
