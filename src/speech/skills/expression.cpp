// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/expression.h"

#include "speech/skills/numbers.h"

#include <cmath>
#include <span>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

enum class Operator : quint8 { Plus, Minus, Times, Over, Power };

struct OperatorWords
{
    QStringView words;
    Operator meaning;
};

// A longer entry comes before an entry that it begins with.
constexpr OperatorWords kSums[] = {{u"plus", Operator::Plus},   {u"+", Operator::Plus},
                                   {u"and", Operator::Plus},    {u"minus", Operator::Minus},
                                   {u"less", Operator::Minus},  {u"-", Operator::Minus},
                                   {u"\u2212", Operator::Minus}};
constexpr OperatorWords kProducts[] = {{u"multiplied by", Operator::Times},
                                       {u"multiplied with", Operator::Times},
                                       {u"times", Operator::Times},
                                       {u"time", Operator::Times},
                                       {u"x", Operator::Times},
                                       {u"*", Operator::Times},
                                       {u"\u00D7", Operator::Times},
                                       {u"divided by", Operator::Over},
                                       {u"divide by", Operator::Over},
                                       {u"over", Operator::Over},
                                       {u"/", Operator::Over},
                                       {u"\u00F7", Operator::Over}};
constexpr OperatorWords kPowers[] = {{u"to the power of", Operator::Power},
                                     {u"to the power", Operator::Power},
                                     {u"raised to", Operator::Power},
                                     {u"^", Operator::Power}};

QStringView nameOf(Operator meaning)
{
    switch (meaning) {
    case Operator::Plus:
        return u"plus";
    case Operator::Minus:
        return u"minus";
    case Operator::Times:
        return u"times";
    case Operator::Over:
        return u"divided by";
    case Operator::Power:
        return u"to the power of";
    }
    return {};
}

/// sum := product ((+|-) product)*, product := power ((*|/) power)*, power := operand (^ power)?.
/// Writes down what it understood. Keeps the first error.
class Parser
{
public:
    explicit Parser(const QStringList &words) : m_words(words) { }

    Result<Calculation, ExpressionError> parse()
    {
        const double value = sum();
        if (m_next < m_words.size() || m_operations == 0)
            m_error = ExpressionError::NotAnExpression;
        else if (!m_error && !std::isfinite(value))
            m_error = ExpressionError::TooLarge;
        if (m_error)
            return Failure{*m_error};
        return Calculation{m_written.join(u' '), value};
    }

private:
    /// A limit, because typed brackets, signs and powers could nest without end.
    static constexpr int kDeepest = 100;

    double sum()
    {
        double value = product();
        while (const auto sign = takeOperator(kSums)) {
            const double other = product();
            value = *sign == Operator::Plus ? value + other : value - other;
        }
        return value;
    }

    double product()
    {
        double value = power();
        while (const auto sign = takeOperator(kProducts)) {
            const double other = power();
            if (*sign == Operator::Over && other == 0)
                fail(ExpressionError::DivisionByZero);
            value = *sign == Operator::Times ? value * other : value / other;
        }
        return value;
    }

    double power()
    {
        if (++m_depth > kDeepest)
            return fail(ExpressionError::NotAnExpression);
        const double base = operand();
        const double value = takeOperator(kPowers) ? std::pow(base, power()) : base;
        --m_depth;
        return value;
    }

    double operand()
    {
        if (++m_depth > kDeepest)
            return fail(ExpressionError::NotAnExpression);
        const double value = postfixed(prefixed());
        --m_depth;
        return value;
    }

    double prefixed()
    {
        if (take(u"minus") || take(u"negative") || take(u"-") || take(u"\u2212")) {
            m_written += u"minus"_s;
            return -operand();
        }
        if (take(u"the square root of") || take(u"square root of")) {
            m_written += u"the square root of"_s;
            ++m_operations;
            const double value = operand();
            return value < 0 ? fail(ExpressionError::RootOfNegative) : std::sqrt(value);
        }
        if (take(u"(")) {
            m_written += u"("_s;
            const double value = sum();
            m_written += u")"_s;
            return take(u")") ? value : fail(ExpressionError::NotAnExpression);
        }
        const bool half = take(u"half of") || take(u"one half of");
        if (half) {
            m_written += u"half of"_s;
            ++m_operations;
            return operand() / 2;
        }
        const auto number = readNumber(m_words, m_next);
        if (!number)
            return fail(ExpressionError::NotAnExpression);
        m_written += spokenNumber(*number);
        return *number;
    }

    double postfixed(double value)
    {
        if (takeOperation(u"squared", u"squared"))
            return value * value;
        if (takeOperation(u"cubed", u"cubed"))
            return value * value * value;
        if (takeOperation(u"percent of", u"percent of") || takeOperation(u"% of", u"percent of")
            || takeOperation(u"per cent of", u"percent of"))
            return value / 100 * operand();
        return value;
    }

    bool take(QStringView text)
    {
        const auto parts = text.split(u' ');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (m_words.value(m_next + i) != parts[i])
                return false;
        }
        m_next += parts.size();
        return true;
    }

    bool takeOperation(QStringView text, QStringView written)
    {
        if (!take(text))
            return false;
        m_written += written.toString();
        ++m_operations;
        return true;
    }

    std::optional<Operator> takeOperator(std::span<const OperatorWords> candidates)
    {
        for (const OperatorWords &candidate : candidates) {
            if (takeOperation(candidate.words, nameOf(candidate.meaning)))
                return candidate.meaning;
        }
        return std::nullopt;
    }

    double fail(ExpressionError error)
    {
        if (!m_error)
            m_error = error;
        return 0;
    }

    const QStringList &m_words;
    qsizetype m_next = 0;
    int m_operations = 0;
    int m_depth = 0;
    QStringList m_written;
    std::optional<ExpressionError> m_error;
};

} // namespace

Result<Calculation, ExpressionError> calculate(const QStringList &words)
{
    return Parser(words).parse();
}

} // namespace holdline::speech
