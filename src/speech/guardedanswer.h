// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace holdline::speech {

/// The answer of a language model, with the built-in skills behind it: if the model fails before
/// its first word, a skill answers instead. If the question is a command that a skill understands,
/// words alone set no timer. Therefore it then keeps the words of the model until the model has
/// called a tool. If the model calls none, or is slow, the skill answers, too. Owned by the turn
/// that asks; main thread of the server.
class GuardedAnswer : public Answer
{
    Q_OBJECT

public:
    /// What must happen before the user hears the model.
    enum class Condition {
        None, ///< any word will do
        Call, ///< it calls a tool
        Change, ///< it calls a tool that changes the memory
    };
    /// Returns null if no skill knows an answer. Commands have one.
    using Skill = std::function<std::unique_ptr<Answer>()>;

    /// `patience` is the longest wait for the condition and the first word; `nullopt` if the
    /// question is no command.
    GuardedAnswer(std::unique_ptr<Answer> model, Condition condition,
                  std::optional<Duration> patience, Skill skill);
    ~GuardedAnswer() override;

Q_SIGNALS:
    /// The model has answered, and the condition was not met.
    void ignoredTools();

private:
    void add(const QString &text);
    void takeCall(const MemoryChange &change);
    void trustModel();
    void askSkill(const QString &reason = {});

    std::unique_ptr<Answer> m_model; ///< null once the skill answers
    std::unique_ptr<Answer> m_skilled; ///< null unless the skill answers
    Condition m_condition; ///< None once it is met
    Skill m_skill;
    QString m_kept;
    bool m_hasSpoken = false;
    QTimer m_patience;
};

} // namespace holdline::speech
