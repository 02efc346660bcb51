// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/assistantresponder.h"

#include "speech/chat/chatresponder.h"
#include "speech/guardedanswer.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

AssistantResponder::AssistantResponder(Duration patience) : m_patience(patience)
{
    setModel({});
}

AssistantResponder::~AssistantResponder() = default;

void AssistantResponder::setModel(const ChatSettings &settings)
{
    m_hasCalledTools = false;
    m_model = settings.isSet() ? std::make_shared<ChatResponder>(settings) : nullptr;
    m_name = m_model ? u"%1 at %2"_s.arg(settings.model, settings.base.host()) : u"builtin"_s;
}

std::unique_ptr<Answer> AssistantResponder::respond(const Prompt &prompt)
{
    if (!m_model)
        return m_builtin.respond(prompt);
    const auto command = m_builtin.commandIn(prompt);
    if (command == BuiltinResponder::Command::None)
        return m_model->respond(prompt);
    return m_model->offersTools() ? guarded(prompt, command) : m_builtin.respondToCommand(prompt);
}

/// Asks the model to call a tool. Until it has done so once, it must do so for every command: it
/// may be one that takes tools and never calls them.
std::unique_ptr<Answer> AssistantResponder::guarded(const Prompt &prompt,
                                                    BuiltinResponder::Command command)
{
    using Condition = GuardedAnswer::Condition;
    auto condition = m_hasCalledTools ? Condition::None : Condition::Call;
    if (command == BuiltinResponder::Command::Change)
        condition = Condition::Change;
    auto answer = std::make_unique<GuardedAnswer>(
        m_model->respond(prompt), condition, m_patience,
        [this, prompt] { return m_builtin.respondToCommand(prompt); });
    QObject::connect(answer.get(), &Answer::toolsCalled, answer.get(),
                     [this] { m_hasCalledTools = true; });
    QObject::connect(answer.get(), &GuardedAnswer::ignoredTools, answer.get(),
                     [this, condition, model = std::weak_ptr(m_model)] {
                         const auto asked = model.lock();
                         if (asked && condition == Condition::Change && !m_hasCalledTools)
                             asked->withholdTools();
                     });
    return answer;
}

QString AssistantResponder::trouble() const
{
    return m_model ? m_model->trouble() : QString();
}

} // namespace holdline::speech
