// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/assistantresponder.h"

namespace holdline::speech {

std::unique_ptr<Answer> AssistantResponder::respond(const Prompt &prompt)
{
    if (auto answer = m_builtin.respondToCommand(prompt))
        return answer;
    return m_model.respond(prompt);
}

} // namespace holdline::speech
