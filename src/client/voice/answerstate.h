// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace holdline::client {

/// How far the newest answer has come. A plain value; after() is its only transition.
struct AnswerState
{
    enum class Text {
        Over, ///< the next text or speech belongs to another answer
        Superseded, ///< the same, although this text was still growing
        Growing,
        Complete, ///< the next text belongs to another answer, but not the next speech
    };
    /// What becomes of speech that comes.
    enum class Intake {
        Played,
        Kept, ///< kept for a replay, but not played, until another answer begins
        Ignored, ///< until the server resumes
    };
    /// What becomes of the rest of its speech.
    enum class Rest { Wanted, Unwanted, Forgotten };

    Text text = Text::Over;
    Intake intake = Intake::Played;
    Rest rest = Rest::Unwanted;

    bool isTextGrowing() const { return text == Text::Growing || text == Text::Superseded; }
    /// Whether the next speech belongs to another answer, unless the speech itself says where it
    /// belongs.
    bool awaitsAnother() const { return text == Text::Over || text == Text::Superseded; }

    friend bool operator==(const AnswerState &, const AnswerState &) = default;
};

enum class AnswerEvent {
    TextBegan, ///< the first text of another answer
    TextCompleted,
    SpeechBegan, ///< the first speech of another answer
    TurnEnded, ///< the next text or speech answers the user's new turn
    PlayedOut, ///< nothing of it remains to be played
    Stopped, ///< by the user, before its end
    Interrupted, ///< by the server
    Resumed, ///< the interruption is over
    Replayed,
    Forgotten,
    Abandoned, ///< the line or the session that brought it is gone
};

AnswerState after(AnswerState state, AnswerEvent event);

} // namespace holdline::client
