// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

std::optional<SkillAnswer> help(const Prompt &prompt)
{
    static const Pattern kPattern(
        u"help( me)?|what (can|could|do) you do( for me)?|what can i (say|ask|do)( to you| you)*|"
        "what are you able to do|what do you know|how (can|could|do) you help( me)?|"
        "(can|could) you help( me)?|how does this work|what are your skills");
    if (!kPattern.matches(normalized(prompt.text)))
        return std::nullopt;
    return SkillAnswer{
        u"I can tell you the time and the date. I can calculate, for example twelve times seven. "
        "I can spell a word and repeat what you say. I can remember something for you and tell you "
        "what you said before. I can set a timer and remind you of something."_s};
}

} // namespace holdline::speech
