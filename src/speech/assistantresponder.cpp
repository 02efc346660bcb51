// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/assistantresponder.h"

#include "speech/chat/chatresponder.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

AssistantResponder::AssistantResponder()
{
    setModel({});
}

AssistantResponder::~AssistantResponder() = default;

void AssistantResponder::setModel(const ChatSettings &settings)
{
    m_model = settings.isSet() ? std::make_unique<ChatResponder>(settings) : nullptr;
    m_name = m_model ? u"%1 at %2"_s.arg(settings.model, settings.base.host()) : u"builtin"_s;
}

std::unique_ptr<Answer> AssistantResponder::respond(const Prompt &prompt)
{
    if (!m_model)
        return m_builtin.respond(prompt);
    if (auto answer = m_builtin.respondToCommand(prompt))
        return answer;
    return m_model->respond(prompt);
}

QString AssistantResponder::trouble() const
{
    return m_model ? m_model->trouble() : QString();
}

} // namespace holdline::speech
