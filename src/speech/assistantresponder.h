// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/builtinresponder.h"

namespace holdline::speech {

/// Answers requests for the built-in skills itself, such as timers and facts, and leaves everything
/// else to a language model. So a reminder speaks up by itself also when the model is away. Main
/// thread.
class AssistantResponder : public Responder
{
public:
    /// `model` must outlive this.
    explicit AssistantResponder(Responder &model) : m_model(model) { }

    std::unique_ptr<Answer> respond(const Prompt &prompt) override;

private:
    Responder &m_model;
    BuiltinResponder m_builtin;
};

} // namespace holdline::speech
