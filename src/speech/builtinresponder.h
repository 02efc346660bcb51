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
    /// The answer to a request for a timer, a reminder, a fact to remember or to recall, the time,
    /// or a calculation: what a language model cannot do or gets wrong. Null for any other prompt.
    std::unique_ptr<Answer> respondToCommand(const Prompt &prompt);
};

} // namespace holdline::speech
