// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

std::optional<SkillAnswer> repeat(const Prompt &prompt)
{
    const auto match = matchAll(u"(?:repeat after me|repeat|say|echo)\\b[\\s,.:;]*(?<words>.*)"_s,
                                withoutCourtesies(prompt.text));
    if (!match.hasMatch())
        return std::nullopt;
    const QString words = match.captured(u"words"_s);
    if (words.isEmpty())
        return SkillAnswer{
            u"Tell me what to repeat, like this: repeat after me, the line is back."_s};
    return SkillAnswer{asSentence(words)};
}

} // namespace holdline::speech
