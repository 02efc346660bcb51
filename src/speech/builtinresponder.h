// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

namespace holdline::speech {

/// Answers without a network or a model: time and date, arithmetic, repeating, what was said
/// before, remembering, spelling, timers and reminders, help. For everything else it says what it
/// can do. Owned by main(); main thread of the server.
class BuiltinResponder : public Responder
{
public:
    std::unique_ptr<Answer> respond(const Prompt &prompt) override;

    /// A command asks for what a language model without tools cannot do or gets wrong: a timer, a
    /// reminder, a fact to remember or to recall, the time, or a calculation.
    enum class Command {
        None, ///< the prompt is no command
        Question,
        Change, ///< the answer changes the memory
    };
    Command commandIn(const Prompt &prompt) const;
    /// Null if the prompt is no command.
    std::unique_ptr<Answer> respondToCommand(const Prompt &prompt);
    /// Null where respond() says only what it can do.
    std::unique_ptr<Answer> respondIfAble(const Prompt &prompt);
};

} // namespace holdline::speech
