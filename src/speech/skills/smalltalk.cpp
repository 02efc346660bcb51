// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

struct Exchange
{
    QStringView pattern;
    QStringView answer;
};

// The patterns see the normalised phrase.
constexpr Exchange kExchanges[] = {
    {u"(hello|hi|hey|good (day|morning|afternoon|evening)|greetings)( there| holdline| again)*",
     u"Hello. What can I do for you?"},
    {u"(thank you|thanks|many thanks|cheers)( very| so| much| a lot| you| holdline| for .*)*",
     u"You are welcome."},
    {u"(what is your name|who are you|what are you|tell me your name|what are you called)",
     u"I am Holdline, your assistant on a line that comes back."},
    {u"how are you( doing| today)*|how do you do|how is it going",
     u"I am fine, thank you. The line is good."},
    {u"(can|do) you (hear|understand) me( now| well)*|are you (still )?there|"
     u"(testing|test)( testing| test| one| two| three| 1| 2| 3)*",
     u"Yes, I can hear you."},
    {u"(good ?bye|bye|bye bye|see you|see you later|good night)( holdline)?", u"Goodbye."},
};

} // namespace

std::optional<SkillAnswer> smallTalk(const Prompt &prompt)
{
    // "Hey" alone is a greeting, although in front of a request it is only a courtesy.
    const QString phrase = normalized(prompt.text);
    const QString whole = phrase.isEmpty() ? prompt.text.simplified() : phrase;
    for (const Exchange &exchange : kExchanges) {
        if (matchAll(exchange.pattern.toString(), whole).hasMatch())
            return SkillAnswer{exchange.answer.toString()};
    }
    return std::nullopt;
}

} // namespace holdline::speech
