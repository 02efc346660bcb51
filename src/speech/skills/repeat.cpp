// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

std::optional<SkillAnswer> repeat(const Prompt &prompt)
{
    static const Pattern kRequest(u"(repeat after me|repeat|say|echo)\\b[\\s,.:;]*(?<words>.*)");
    const auto match = kRequest.match(withoutCourtesies(prompt.text));
    if (!match)
        return std::nullopt;
    const QString words = match->captured(u"words"_s);
    if (words.isEmpty())
        return SkillAnswer{
            u"Tell me what to repeat, like this: repeat after me, the line is back."_s};
    return SkillAnswer{asSentence(words)};
}

} // namespace holdline::speech
