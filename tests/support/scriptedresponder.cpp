// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedresponder.h"

#include <utility>

namespace holdline::testing {

namespace {

void play(ScriptedAnswer *answer, const ScriptedReply &reply)
{
    for (const QString &piece : reply.pieces) {
        QMetaObject::invokeMethod(
            answer, [answer, piece] { answer->add(piece); }, Qt::QueuedConnection);
    }
    QMetaObject::invokeMethod(
        answer, [answer, change = reply.change] { answer->finish(change); }, Qt::QueuedConnection);
}

} // namespace

ScriptedResponder::ScriptedResponder(Script script) : m_script(std::move(script)) { }

ScriptedResponder::~ScriptedResponder() = default;

std::unique_ptr<speech::Answer> ScriptedResponder::respond(const speech::Prompt &prompt)
{
    m_prompts += prompt;
    auto answer = std::make_unique<ScriptedAnswer>();
    m_lastAnswer = answer.get();
    if (const auto reply = m_script ? m_script(prompt) : std::nullopt)
        play(answer.get(), *reply);
    return answer;
}

} // namespace holdline::testing
