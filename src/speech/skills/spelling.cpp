// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

std::optional<SkillAnswer> spelling(const Prompt &prompt)
{
    static const Pattern kRequest(
        u"(spell|how (do|would) (you|i) spell|how is|what is the spelling of|"
        "how to spell)( out)?( the)?( words?)?\\b[\\s,.:]*(?<word>.*?)(?<spelled> spelled)?");
    const QString request = withoutCourtesies(prompt.text);
    const auto match = kRequest.match(request);
    const bool isHowIs = request.startsWith(u"how is"_s, Qt::CaseInsensitive);
    if (!match || (isHowIs && match->captured(u"spelled"_s).isEmpty()))
        return std::nullopt;
    const QString word = match->captured(u"word"_s);
    QStringList letters;
    for (const QChar character : word) {
        if (character.isLetterOrNumber())
            letters += character.toUpper();
    }
    constexpr qsizetype kMostLetters = 60;
    if (letters.isEmpty())
        return SkillAnswer{u"Tell me which word to spell."_s};
    if (letters.size() > kMostLetters)
        return SkillAnswer{u"That is too long to spell. Give me a word or two."_s};
    return SkillAnswer{asSentence(u"%1 is spelled %2"_s.arg(word, letters.join(u", "_s)))};
}

} // namespace holdline::speech
