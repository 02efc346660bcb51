// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/builtinresponder.h"
#include "speech/chat/chatresponder.h"

namespace holdline::speech {

/// Answers with a language model, if there is one, which may call the built-in skills as tools.
/// While the model does not work, the skills answer what they can, and for everything else the user
/// hears what is wrong. Commands such as timers and facts are understood without the model, too:
/// the skills always answer them if the model calls no tools. Owned by main(); main thread of the
/// server.
class AssistantResponder : public Responder
{
public:
    struct Limits
    {
        /// The longest wait for a model that could answer a command.
        Duration patience{std::chrono::seconds(3)};
        ChatResponder::Limits chat{};
    };

    /// `clock` must outlive this object.
    explicit AssistantResponder(const Clock &clock) : AssistantResponder(clock, Limits()) { }
    AssistantResponder(const Clock &clock, const Limits &limits);
    ~AssistantResponder() override;

    /// Who answers from now on, also the rest of an answer that has begun; without a model the
    /// built-in skills alone.
    void setModel(const ChatSettings &settings);
    std::unique_ptr<Answer> respond(const Prompt &prompt) override;

    const Service &service() const { return m_model.service(); }

private:
    std::unique_ptr<Answer> respondOnBoard(const Prompt &prompt);
    std::unique_ptr<Answer> respondToCommand(const Prompt &prompt,
                                             BuiltinResponder::Command command);

    Duration m_patience;
    BuiltinResponder m_builtin;
    ChatResponder m_model;
    bool m_hasCalledTools = false; ///< the model has
    quint64 m_models = 0; ///< how many were set
};

} // namespace holdline::speech
