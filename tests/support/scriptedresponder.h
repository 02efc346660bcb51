// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace holdline::testing {

/// An answer that a test writes piece by piece.
class ScriptedAnswer : public speech::Answer
{
public:
    void add(const QString &text) { Q_EMIT textAdded(text); }
    void callTools(const speech::MemoryChange &change) { Q_EMIT toolsCalled(change); }
    void finish(const speech::MemoryChange &change = {}) { Q_EMIT finished(change); }
    void fail(const QString &reason) { Q_EMIT failed(reason); }
};

/// An answer that a ScriptedResponder gives by itself.
struct ScriptedReply
{
    QStringList pieces; ///< added one by one, each in a turn of the event loop
    speech::MemoryChange change = {};
};

/// Answers with a function of the test, or lets the test write the answer. Keeps every prompt.
class ScriptedResponder : public speech::Responder
{
public:
    /// Returns `nullopt` if the test writes the answer through lastAnswer().
    using Script = std::function<std::optional<ScriptedReply>(const speech::Prompt &)>;

    explicit ScriptedResponder(Script script = {});
    ~ScriptedResponder() override;

    std::unique_ptr<speech::Answer> respond(const speech::Prompt &prompt) override;

    const QList<speech::Prompt> &prompts() const { return m_prompts; }
    /// Null if the answer was given up or if nothing was asked yet.
    ScriptedAnswer *lastAnswer() const { return m_lastAnswer; }

private:
    Script m_script;
    QList<speech::Prompt> m_prompts;
    QPointer<ScriptedAnswer> m_lastAnswer;
};

} // namespace holdline::testing
