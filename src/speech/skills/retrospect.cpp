// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

enum class Which : quint8 { First, Last };

std::optional<QString> messageOf(const Prompt &prompt, Role role, Which which)
{
    const auto ofRole = [role](const Message &message) { return message.role == role; };
    const QList<Message> &context = prompt.context;
    if (which == Which::First) {
        const auto found = std::find_if(context.begin(), context.end(), ofRole);
        return found == context.end() ? std::nullopt : std::optional(found->text);
    }
    const auto found = std::find_if(context.rbegin(), context.rend(), ofRole);
    return found == context.rend() ? std::nullopt : std::optional(found->text);
}

SkillAnswer quoteUser(const Prompt &prompt, Which which)
{
    const auto text = messageOf(prompt, Role::User, which);
    if (!text)
        return {u"You have not said anything before this."_s};
    return {(which == Which::First ? u"First you said: %1"_s : u"You said: %1"_s)
                .arg(asSentence(*text))};
}

} // namespace

std::optional<SkillAnswer> retrospect(const Prompt &prompt)
{
    static const QString kWhen =
        u"( just| last| before| earlier| now| to you| you| that| ago| the last time| last time| a moment)*"_s;
    static const Pattern kLastOfUser(
        u"what (did i|have i|i)( just)? (say|said|ask|asked|tell|told)"_s + kWhen
        + u"|(what|why|one) (was|is) (my|the) (last|previous) (question|sentence|message|request)"_s);
    static const Pattern kFirstOfUser(
        u"what did i (say|ask|tell)( you)? (at first|first|at the beginning)|"
        "(what|why|one) was my first (question|sentence|message|request)");
    static const Pattern kLastAnswer(
        u"what (did you|have you|you)( just)? (say|said|answer|tell me)"_s + kWhen
        + u"|(say|repeat) (that|it|this)( again| once more)?|once more|again|pardon|come again|"
          "say again|what was that"_s);
    const QString phrase = normalized(prompt.text);
    if (kLastOfUser.matches(phrase))
        return quoteUser(prompt, Which::Last);
    if (kFirstOfUser.matches(phrase))
        return quoteUser(prompt, Which::First);
    if (kLastAnswer.matches(phrase)) {
        const auto text = messageOf(prompt, Role::Assistant, Which::Last);
        return SkillAnswer{text ? *text : u"I have not said anything yet."_s};
    }
    return std::nullopt;
}

} // namespace holdline::speech
