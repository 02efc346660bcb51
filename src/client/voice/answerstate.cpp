// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/answerstate.h"

#include <algorithm>

namespace holdline::client {

namespace {

using Text = AnswerState::Text;
using Intake = AnswerState::Intake;
using Rest = AnswerState::Rest;

Text completed(Text text)
{
    switch (text) {
    case Text::Growing:
        return Text::Complete;
    case Text::Superseded:
        return Text::Over;
    case Text::Over:
    case Text::Complete:
        return text;
    }
    Q_UNREACHABLE();
}

Text superseded(Text text)
{
    switch (text) {
    case Text::Growing:
        return Text::Superseded;
    case Text::Complete:
        return Text::Over;
    case Text::Over:
    case Text::Superseded:
        return text;
    }
    Q_UNREACHABLE();
}

} // namespace

AnswerState after(AnswerState state, AnswerEvent event)
{
    const auto [text, intake, rest] = state;
    const Rest unwanted = std::max(rest, Rest::Unwanted);
    const Intake stopped = intake == Intake::Played ? Intake::Kept : intake;
    const Intake restarted = intake == Intake::Kept ? Intake::Played : intake;
    switch (event) {
    case AnswerEvent::TextBegan:
        return {Text::Growing, intake, rest};
    case AnswerEvent::TextCompleted:
        return {completed(text), intake, rest};
    case AnswerEvent::SpeechBegan:
        return {text, restarted, Rest::Wanted};
    case AnswerEvent::TurnEnded:
        return {superseded(text), intake, rest};
    case AnswerEvent::PlayedOut:
        return {text, intake, unwanted};
    case AnswerEvent::Stopped:
        return {text, stopped, unwanted};
    case AnswerEvent::Interrupted:
        return {text, Intake::Ignored, unwanted};
    case AnswerEvent::Resumed:
        return {superseded(text), Intake::Played, rest};
    case AnswerEvent::Replayed:
        return {text, state.awaitsAnother() ? intake : restarted, rest};
    case AnswerEvent::Forgotten:
        return {Text::Over, stopped, Rest::Forgotten};
    case AnswerEvent::Abandoned:
        return {Text::Over, Intake::Played, unwanted};
    }
    Q_UNREACHABLE();
}

} // namespace holdline::client
