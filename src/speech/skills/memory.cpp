// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/numbers.h"
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr qsizetype kMostRecited = 10;

qsizetype editDistance(const QString &a, const QString &b)
{
    QList<qsizetype> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

/// The key of the fact that `asked` means; nullopt if there is none. One letter in five may differ,
/// as in "favourite" and "favorite".
std::optional<QString> findKey(const Memory &memory, const QString &asked)
{
    // Comparing costs the product of both lengths.
    constexpr qsizetype kLongestCompared = 60;
    if (memory.facts.contains(asked))
        return asked;
    std::optional<QString> best;
    qsizetype least = asked.size() / 5 + 1;
    for (const QString &key : memory.facts.keys()) {
        if (std::max(key.size(), asked.size()) > kLongestCompared)
            continue;
        if (const qsizetype distance = editDistance(key, asked); distance < least) {
            best = key;
            least = distance;
        }
    }
    return best;
}

bool isPlural(const QString &key)
{
    return key.endsWith(u's') && !key.endsWith(u"ss"_s) && !key.endsWith(u"us"_s);
}

/// For example "your locker number is 42". A fact without a value is a note by itself.
QString recited(const QString &key, const QString &value)
{
    if (value.isEmpty())
        return turnedAround(key);
    return u"%1 %2 %3"_s.arg(turnedAround(key), isPlural(key) ? u"are"_s : u"is"_s,
                             turnedAround(value));
}

SkillAnswer store(const Prompt &prompt, const QString &key, const QString &value)
{
    if (prompt.memory.facts.size() >= kMostFacts && !prompt.memory.facts.contains(key))
        return {
            u"I cannot remember more than %1 things. Tell me to forget some."_s.arg(kMostFacts)};
    if (key.size() + value.size() > kLongestNote)
        return {u"That is too long for me to remember. Tell me in fewer words."_s};
    MemoryChange change;
    change.remember.insert(key, value);
    return {u"I will remember: %1"_s.arg(asSentence(recited(key, value))), change};
}

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
        return store(prompt, normalized(fact), {});
    const QString value = parts->captured(u"value"_s);
    const auto number = numberFrom(value.toLower());
    return store(prompt, normalized(parts->captured(u"key"_s)),
                 number ? spokenNumber(*number).remove(u',') : value);
}

std::optional<SkillAnswer> forget(const Prompt &prompt, const QString &phrase)
{
    static const Pattern kAll(u"forget (everything|all)( .*)?|clear your memory");
    static const Pattern kOne(u"forget (about |that |what )?(?<key>.+?)( (is|are|was)( .*)?)?");
    if (kAll.matches(phrase)) {
        MemoryChange change;
        change.forget = prompt.memory.facts.keys();
        return SkillAnswer{change.forget.isEmpty() ? u"There is nothing to forget."_s
                                                   : u"I have forgotten everything."_s,
                           change};
    }
    const auto request = kOne.match(phrase);
    if (!request)
        return std::nullopt;
    const QString asked = request->captured(u"key"_s);
    const auto key = findKey(prompt.memory, asked);
    if (!key)
        return SkillAnswer{u"I remember nothing about %1."_s.arg(turnedAround(asked))};
    MemoryChange change;
    change.forget += *key;
    return SkillAnswer{u"I have forgotten %1."_s.arg(turnedAround(*key)), change};
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
