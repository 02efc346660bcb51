// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/builtinresponder.h"

#include "speech/sentences.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

// The first that answers wins: what quotes other words before what looks for words.
constexpr Skill kSkills[] = {retrospect, repeat,     spelling, timer,    help,
                             clock,      arithmetic, memory,   smallTalk};

SkillAnswer apology(const Prompt &prompt)
{
    if (prompt.text.simplified().isEmpty())
        return {u"I did not hear any words."_s};
    return {u"I cannot answer that, because no language model is configured. "
            "Ask me: what can you do?"_s};
}

SkillAnswer answerTo(const Prompt &prompt)
{
    for (const Skill skill : kSkills) {
        if (auto answer = skill(prompt))
            return *std::move(answer);
    }
    return apology(prompt);
}

/// Says one sentence each time the event loop comes by, then finishes.
class SentenceAnswer : public Answer
{
public:
    explicit SentenceAnswer(const SkillAnswer &answer) : m_change(answer.change)
    {
        SentenceSplitter splitter;
        m_sentences = splitter.add(answer.text);
        m_sentences += splitter.finish();
        m_sentences.removeAll(QString());
        sayNextSoon();
    }

private:
    void sayNextSoon()
    {
        // Dropped by the event loop when this is destroyed before.
        QMetaObject::invokeMethod(
            this, [this] { sayNext(); }, Qt::QueuedConnection);
    }

    void sayNext()
    {
        if (m_said == m_sentences.size()) {
            Q_EMIT finished(m_change);
            return;
        }
        const QString separator = m_said > 0 ? u" "_s : QString();
        // Before the signal: a listener may destroy this.
        sayNextSoon();
        Q_EMIT textAdded(separator + m_sentences[m_said++]);
    }

    QStringList m_sentences;
    qsizetype m_said = 0;
    MemoryChange m_change;
};

} // namespace

std::unique_ptr<Answer> BuiltinResponder::respond(const Prompt &prompt)
{
    return std::make_unique<SentenceAnswer>(answerTo(prompt));
}

} // namespace holdline::speech
