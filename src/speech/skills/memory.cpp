// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/facts.h"
#include "speech/skills/numbers.h"
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr qsizetype kMostRecited = 10;

std::optional<SkillAnswer> remember(const Prompt &prompt)
{
    static const Pattern kRequest(
        u"(remember|memorize|note|make a note|keep in mind|don't forget|do not forget)"
        "( that|,|:)? (?<fact>.+)");
    static const Pattern kFact(u"(?<key>.+?) (is|are|was|=) (?<value>.+)");
    const auto request = kRequest.match(withoutCourtesies(prompt.text));
    if (!request)
        return std::nullopt;
    const QString fact = request->captured(u"fact"_s);
    const auto parts = kFact.match(fact);
    if (!parts)
        return rememberFact(prompt, normalized(fact), {});
    const QString value = parts->captured(u"value"_s);
    const auto number = numberFrom(value.toLower());
    return rememberFact(prompt, normalized(parts->captured(u"key"_s)),
                        number ? spokenNumber(*number).remove(u',') : value);
}

std::optional<SkillAnswer> forget(const Prompt &prompt, const QString &phrase)
{
    static const Pattern kAll(u"forget (everything|all)( .*)?|clear your memory");
    static const Pattern kOne(u"forget (about |that |what )?(?<key>.+?)( (is|are|was)( .*)?)?");
    if (kAll.matches(phrase))
        return forgetAllFacts(prompt);
    const auto request = kOne.match(phrase);
    if (!request)
        return std::nullopt;
    return forgetFact(prompt, request->captured(u"key"_s));
}

std::optional<SkillAnswer> reciteAll(const Prompt &prompt, const QString &phrase)
{
    static const Pattern kRequest(
        u"(what|what things) (do|did|can) you (remember|know about me|remember about me)|"
        "what (have i|did i) (tell|told|ask|asked) you to remember|"
        "tell me what you remember|what should you remember");
    if (!kRequest.matches(phrase))
        return std::nullopt;
    const auto &facts = prompt.memory.facts;
    if (facts.isEmpty())
        return SkillAnswer{u"You have not asked me to remember anything."_s};
    QStringList keys = facts.keys();
    keys.sort();
    QStringList sentences;
    for (const QString &key : keys.first(std::min(keys.size(), kMostRecited)))
        sentences += asSentence(recited(key, facts[key]));
    if (keys.size() > kMostRecited)
        sentences += u"And %1 more."_s.arg(keys.size() - kMostRecited);
    return SkillAnswer{sentences.join(u' ')};
}

std::optional<SkillAnswer> recall(const Prompt &prompt, const QString &phrase)
{
    static const Pattern kPatterns[] = {
        Pattern(u"(what|who|where|when|which|why|one|how much|how many)( is| are| was| were) "
                "(?<key>.+)"),
        Pattern(u"(what|who|where|when|which) (?<key>.+?)( is| are| was| were)"),
        Pattern(u"(tell me|recall|do you (know|remember)|what do you (know|remember) about)"
                "( what| who| where| when)? (?<key>.+?)( is| are| was)?")};
    for (const Pattern &pattern : kPatterns) {
        const auto question = pattern.match(phrase);
        if (!question)
            continue;
        const QString asked = question->captured(u"key"_s);
        if (const auto key = findKey(prompt.memory, asked))
            return SkillAnswer{asSentence(recited(*key, prompt.memory.facts[*key]))};
        if (asked.startsWith(u"my "_s))
            return SkillAnswer{u"You have not told me %1 yet."_s.arg(turnedAround(asked))};
    }
    return std::nullopt;
}

} // namespace

std::optional<SkillAnswer> memory(const Prompt &prompt)
{
    if (auto answer = remember(prompt))
        return answer;
    const QString phrase = normalized(prompt.text);
    if (auto answer = forget(prompt, phrase))
        return answer;
    if (auto answer = reciteAll(prompt, phrase))
        return answer;
    return recall(prompt, phrase);
}

} // namespace holdline::speech
