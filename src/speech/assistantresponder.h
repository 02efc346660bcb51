// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/builtinresponder.h"
#include "speech/chat/chatcodec.h"

namespace holdline::speech {

class ChatResponder;

/// Answers commands such as timers and facts with the built-in skills, and passes all other prompts
/// to a language model, if there is one. So reminders work even if the model is not available.
/// Owned by main(); main thread of the server.
class AssistantResponder : public Responder
{
public:
    AssistantResponder();
    ~AssistantResponder() override;

    /// Who answers from now on; without a model the built-in skills alone. An answer that has begun
    /// is finished by the model that began it.
    void setModel(const ChatSettings &settings);
    std::unique_ptr<Answer> respond(const Prompt &prompt) override;

    /// "llama3.2 at 127.0.0.1", or "builtin".
    const QString &name() const { return m_name; }
    /// As ChatResponder::trouble(); empty without a model.
    QString trouble() const;

private:
    BuiltinResponder m_builtin;
    std::unique_ptr<ChatResponder> m_model; ///< null: there is none
    QString m_name;
};

} // namespace holdline::speech
