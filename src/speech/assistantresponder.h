// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/builtinresponder.h"

namespace holdline::speech {

/// Answers commands such as timers and facts with the built-in skills, and passes all other prompts
/// to a language model. So reminders work even if the model is not available. Owned by main(); main
/// thread of the server.
class AssistantResponder : public Responder
{
public:
    /// `model` must outlive this object.
    explicit AssistantResponder(Responder &model) : m_model(model) { }

    std::unique_ptr<Answer> respond(const Prompt &prompt) override;

private:
    Responder &m_model;
    BuiltinResponder m_builtin;
};

} // namespace holdline::speech
