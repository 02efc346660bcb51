// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/builtinresponder.h"

#include "speech/sentences.h"
#include "speech/skills/skill.h"

#include <span>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

// The first skill that answers wins. Skills that quote other words come before those that look for
// words.
constexpr Skill kSkills[] = {retrospect, repeat,     spelling, timer,    help,
                             clock,      arithmetic, memory,   smallTalk};

// What a language model cannot do, or gets wrong.
constexpr Skill kCommands[] = {timer, clock, arithmetic, memory};

std::optional<SkillAnswer> firstOf(std::span<const Skill> skills, const Prompt &prompt)
{
    for (const Skill skill : skills) {
        if (auto answer = skill(prompt))
            return answer;
    }
    return std::nullopt;
}

SkillAnswer apology(const Prompt &prompt)
{
    if (prompt.text.simplified().isEmpty())
        return {u"I did not hear any words."_s};
    return {u"I do not know that. I can tell the time and the date, set timers, remember things, "
            "calculate, and spell words. Ask me what I can do for examples."_s};
}

SkillAnswer answerTo(const Prompt &prompt)
{
    auto answer = firstOf(kSkills, prompt);
    return answer ? *std::move(answer) : apology(prompt);
}

/// The sentences of `text`, each with the space before it. A short sentence is joined to the one
/// before it, because the server has work with each piece: a thousand sentences of one letter
/// become a few pieces.
QStringList piecesOf(const QString &text)
{
    constexpr qsizetype kShort = 20;
    SentenceSplitter splitter;
    QStringList sentences = splitter.add(text);
    sentences += splitter.finish();
    sentences.removeAll(QString());
    QStringList pieces;
    for (const QString &sentence : sentences) {
        if (pieces.isEmpty())
            pieces += sentence;
        else if (sentence.size() < kShort && pieces.last().size() < 10 * kShort)
            pieces.last() += u' ' + sentence;
        else
            pieces += u' ' + sentence;
    }
    return pieces;
}

/// The part of `pieces` that comes after `prefix`. Empty if they do not begin with `prefix`: the
/// user was told something else, and the answer ends there.
QStringList behind(const QString &prefix, QStringList pieces)
{
    if (!pieces.join(QString()).startsWith(prefix))
        return {};
    qsizetype left = prefix.size();
    while (!pieces.isEmpty() && left >= pieces.first().size())
        left -= pieces.takeFirst().size();
    if (!pieces.isEmpty())
        pieces.first().remove(0, left);
    return pieces;
}

/// Emits one sentence in each turn of the event loop, then finishes.
class SentenceAnswer : public Answer
{
public:
    SentenceAnswer(const SkillAnswer &answer, const QString &prefix)
        : m_pieces(behind(prefix, piecesOf(answer.text)))
        , m_change(answer.change)
    {
        sayNextSoon();
    }

private:
    void sayNextSoon()
    {
        // The event loop drops the call if this object is destroyed before.
        QMetaObject::invokeMethod(
            this, [this] { sayNext(); }, Qt::QueuedConnection);
    }

    void sayNext()
    {
        if (m_said == m_pieces.size()) {
            Q_EMIT finished(m_change);
            return;
        }
        // Before the signal, because a listener may destroy this object.
        sayNextSoon();
        Q_EMIT textAdded(m_pieces[m_said++]);
    }

    QStringList m_pieces;
    qsizetype m_said = 0;
    MemoryChange m_change;
};

} // namespace

std::unique_ptr<Answer> BuiltinResponder::respond(const Prompt &prompt)
{
    return std::make_unique<SentenceAnswer>(answerTo(prompt), prompt.prefix);
}

BuiltinResponder::Command BuiltinResponder::commandIn(const Prompt &prompt) const
{
    const auto answer = firstOf(kCommands, prompt);
    if (!answer)
        return Command::None;
    return answer->change == MemoryChange() ? Command::Question : Command::Change;
}

std::unique_ptr<Answer> BuiltinResponder::respondToCommand(const Prompt &prompt)
{
    const auto answer = firstOf(kCommands, prompt);
    return answer ? std::make_unique<SentenceAnswer>(*answer, prompt.prefix) : nullptr;
}

std::unique_ptr<Answer> BuiltinResponder::respondIfAble(const Prompt &prompt)
{
    const auto answer = firstOf(kSkills, prompt);
    return answer ? std::make_unique<SentenceAnswer>(*answer, prompt.prefix) : nullptr;
}

} // namespace holdline::speech
