// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/expression.h"
#include "speech/skills/numbers.h"
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

QString withoutQuestion(QString phrase)
{
    // Recognisers hear "why is" and "one is" for "what is". The calculation after it decides.
    static const Pattern kQuestion(
        u"(and )?(\\w+ is|what are|what does|what|how much are|calculate|compute|work out|"
        "tell me|add|how (much|many) is)( the result of| the sum of| the product of)? "
        "(?<rest>.*)");
    static const Pattern kEnd(u"(?<rest>.*) (=|equals?|make|makes|is)");
    if (const auto question = kQuestion.match(phrase))
        phrase = question->captured(u"rest"_s);
    if (const auto end = kEnd.match(phrase))
        phrase = end->captured(u"rest"_s);
    return phrase;
}

QString complaint(ExpressionError error)
{
    switch (error) {
    case ExpressionError::DivisionByZero:
        return u"Nothing can be divided by zero."_s;
    case ExpressionError::RootOfNegative:
        return u"A negative number has no real square root."_s;
    case ExpressionError::TooLarge:
        return u"That is too large for me to calculate."_s;
    case ExpressionError::NotAnExpression:
        break;
    }
    return {};
}

} // namespace

std::optional<SkillAnswer> arithmetic(const Prompt &prompt)
{
    const QString phrase = withoutQuestion(normalized(prompt.text));
    const auto result = calculate(phrase.split(u' ', Qt::SkipEmptyParts));
    if (result)
        return SkillAnswer{asSentence(
            u"%1 is %2"_s.arg(result.value().expression, spokenNumber(result.value().value)))};
    if (result.error() == ExpressionError::NotAnExpression)
        return std::nullopt;
    return SkillAnswer{complaint(result.error())};
}

} // namespace holdline::speech
