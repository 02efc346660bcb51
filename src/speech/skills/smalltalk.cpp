// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

#include <span>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

struct Exchange
{
    Pattern pattern; ///< for the normalised phrase
    QStringView answer;
};

std::span<const Exchange> exchanges()
{
    static const Exchange kExchanges[] = {
        {Pattern(u"(hello|hi|hey|good (day|morning|afternoon|evening)|greetings)( there| holdline| "
                 u"again)*"),
         u"Hello. What can I do for you?"},
        {Pattern(u"(thank you|thanks|many thanks|cheers)( very| so| much| a lot| you| holdline| "
                 u"for .*)*"),
         u"You are welcome."},
        {Pattern(
             u"(what is your name|who are you|what are you|tell me your name|what are you called)"),
         u"I am Holdline, your assistant on a line that comes back."},
        {Pattern(u"how are you( doing| today)*|how do you do|how is it going"),
         u"I am fine, thank you. The line is good."},
        {Pattern(u"(can|do) you (hear|understand) me( now| well)*|are you (still )?there|"
                 u"(testing|test)( testing| test| one| two| three| 1| 2| 3)*"),
         u"Yes, I can hear you."},
        {Pattern(u"(good ?bye|bye|bye bye|see you|see you later|good night)( holdline)?"),
         u"Goodbye."},
    };
    return kExchanges;
}

QString inPersona(QStringView answer, const QString &persona)
{
    return persona.isEmpty() ? answer.toString()
                             : answer.toString().replace(u"Holdline"_s, persona);
}

} // namespace

std::optional<SkillAnswer> smallTalk(const Prompt &prompt)
{
    // "Hey" alone is a greeting, but before a request it is a courtesy.
    const QString phrase = normalized(prompt.text);
    const QString whole = phrase.isEmpty() ? prompt.text.simplified() : phrase;
    for (const Exchange &exchange : exchanges()) {
        if (exchange.pattern.matches(whole))
            return SkillAnswer{inPersona(exchange.answer, prompt.persona)};
    }
    return std::nullopt;
}

} // namespace holdline::speech
