// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/builtinresponder.h"
#include "speech/chat/chatcodec.h"

namespace holdline::speech {

class ChatResponder;

/// Answers with a language model, if there is one, which may call the built-in skills as tools.
/// Commands such as timers and facts are understood without the model, too: the skills answer them
/// if the model is not available, and always if it calls no tools. Owned by main(); main thread of
/// the server.
class AssistantResponder : public Responder
{
public:
    /// `patience` is the longest wait for a model that could answer a command.
    explicit AssistantResponder(Duration patience = std::chrono::seconds(3));
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
    std::unique_ptr<Answer> guarded(const Prompt &prompt, BuiltinResponder::Command command);

    Duration m_patience;
    BuiltinResponder m_builtin;
    std::shared_ptr<ChatResponder> m_model; ///< null: there is none
    bool m_hasCalledTools = false; ///< the model has
    QString m_name;
};

} // namespace holdline::speech
