// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/facts.h"

#include "speech/skills/phrase.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

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

bool isPlural(const QString &key)
{
    return key.endsWith(u's') && !key.endsWith(u"ss"_s) && !key.endsWith(u"us"_s);
}

} // namespace

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

QString recited(const QString &key, const QString &value)
{
    if (value.isEmpty())
        return turnedAround(key);
    return u"%1 %2 %3"_s.arg(turnedAround(key), isPlural(key) ? u"are"_s : u"is"_s,
                             turnedAround(value));
}

SkillAnswer rememberFact(const Prompt &prompt, const QString &key, const QString &value)
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

SkillAnswer forgetFact(const Prompt &prompt, const QString &asked)
{
    const auto key = findKey(prompt.memory, asked);
    if (!key)
        return {u"I remember nothing about %1."_s.arg(turnedAround(asked))};
    MemoryChange change;
    change.forget += *key;
    return {u"I have forgotten %1."_s.arg(turnedAround(*key)), change};
}

SkillAnswer forgetAllFacts(const Prompt &prompt)
{
    MemoryChange change;
    change.forget = prompt.memory.facts.keys();
    return {change.forget.isEmpty() ? u"There is nothing to forget."_s
                                    : u"I have forgotten everything."_s,
            change};
}

} // namespace holdline::speech
