// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/assistantresponder.h"

#include "speech/guardedanswer.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

/// An answer that only says why there is none.
std::unique_ptr<Answer> failure(const QString &reason)
{
    auto answer = std::make_unique<Answer>();
    QMetaObject::invokeMethod(
        answer.get(), [answer = answer.get(), reason] { Q_EMIT answer->failed(reason); },
        Qt::QueuedConnection);
    return answer;
}

} // namespace

AssistantResponder::AssistantResponder(const Clock &clock, const Limits &limits)
    : m_patience(limits.patience)
    , m_model(clock, limits.chat)
{
}

AssistantResponder::~AssistantResponder() = default;

void AssistantResponder::setModel(const ChatSettings &settings)
{
    m_hasCalledTools = false;
    ++m_models;
    m_model.setSettings(settings);
}

std::unique_ptr<Answer> AssistantResponder::respond(const Prompt &prompt)
{
    if (!service().isUsable()) {
        auto answer = respondOnBoard(prompt);
        return answer ? std::move(answer) : failure(apologyFor(service().trouble()->kind));
    }
    const auto command = m_builtin.commandIn(prompt);
    if (command == BuiltinResponder::Command::None)
        return std::make_unique<GuardedAnswer>(m_model.respond(prompt),
                                               GuardedAnswer::Condition::None, std::nullopt,
                                               [this, prompt] { return respondOnBoard(prompt); });
    return m_model.offersTools() ? respondToCommand(prompt, command)
                                 : m_builtin.respondToCommand(prompt);
}

/// Null if the model is missed, and the skills know no answer.
std::unique_ptr<Answer> AssistantResponder::respondOnBoard(const Prompt &prompt)
{
    return service().stage() == Service::Stage::Unset ? m_builtin.respond(prompt)
                                                      : m_builtin.respondIfAble(prompt);
}

/// Asks the model to call a tool. Until it has done so once, it must do so for every command: it
/// may be one that takes tools and never calls them.
std::unique_ptr<Answer> AssistantResponder::respondToCommand(const Prompt &prompt,
                                                             BuiltinResponder::Command command)
{
    using Condition = GuardedAnswer::Condition;
    auto condition = m_hasCalledTools ? Condition::None : Condition::Call;
    if (command == BuiltinResponder::Command::Change)
        condition = Condition::Change;
    auto answer = std::make_unique<GuardedAnswer>(
        m_model.respond(prompt), condition, m_patience,
        [this, prompt] { return m_builtin.respondToCommand(prompt); });
    QObject::connect(answer.get(), &Answer::toolsCalled, answer.get(),
                     [this] { m_hasCalledTools = true; });
    QObject::connect(answer.get(), &GuardedAnswer::ignoredTools, answer.get(),
                     [this, condition, model = m_models] {
                         if (model == m_models && condition == Condition::Change
                             && !m_hasCalledTools)
                             m_model.withholdTools();
                     });
    return answer;
}

} // namespace holdline::speech
