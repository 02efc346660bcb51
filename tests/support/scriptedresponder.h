// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace holdline::testing {

/// An answer that a test writes piece by piece.
class ScriptedAnswer : public speech::Answer
{
public:
    void add(const QString &text) { Q_EMIT textAdded(text); }
    void finish(const speech::MemoryChange &change = {}) { Q_EMIT finished(change); }
    void fail(const QString &reason) { Q_EMIT failed(reason); }
};

/// What a ScriptedResponder says by itself.
struct ScriptedReply
{
    QStringList pieces; ///< added one after the other, each from the event loop
    speech::MemoryChange change = {};
};

/// Answers by a function of the test, or leaves the answer for the test to write; keeps every
/// prompt.
class ScriptedResponder : public speech::Responder
{
public:
    /// Nothing: the test writes the answer through lastAnswer().
    using Script = std::function<std::optional<ScriptedReply>(const speech::Prompt &)>;

    explicit ScriptedResponder(Script script = {}) : m_script(std::move(script)) { }

    std::unique_ptr<speech::Answer> respond(const speech::Prompt &prompt) override
    {
        m_prompts += prompt;
        auto answer = std::make_unique<ScriptedAnswer>();
        m_lastAnswer = answer.get();
        if (const auto reply = m_script ? m_script(prompt) : std::nullopt)
            play(answer.get(), *reply);
        return answer;
    }

    const QList<speech::Prompt> &prompts() const { return m_prompts; }
    /// Null when it was given up or nothing was asked yet.
    ScriptedAnswer *lastAnswer() const { return m_lastAnswer; }

private:
    static void play(ScriptedAnswer *answer, const ScriptedReply &reply)
    {
        for (const QString &piece : reply.pieces) {
            QMetaObject::invokeMethod(
                answer, [answer, piece] { answer->add(piece); }, Qt::QueuedConnection);
        }
        QMetaObject::invokeMethod(
            answer, [answer, change = reply.change] { answer->finish(change); },
            Qt::QueuedConnection);
    }

    Script m_script;
    QList<speech::Prompt> m_prompts;
    QPointer<ScriptedAnswer> m_lastAnswer;
};

} // namespace holdline::testing
