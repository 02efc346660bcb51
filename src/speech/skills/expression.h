// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace holdline::speech {

enum class ExpressionError : quint8 {
    NotAnExpression, ///< or only a number, which needs no calculation
    DivisionByZero,
    RootOfNegative,
    TooLarge,
};

struct Calculation
{
    QString expression; ///< as it was understood, for example "12 plus 30"
    double value;
};

/// Calculates the words of a normalised phrase, for example "twelve plus three times four", "( 1 +
/// 2 ) / 3", "the square root of nine", "ten percent of fifty", "two to the power of ten".
/// Multiplication comes before addition.
Result<Calculation, ExpressionError> calculate(const QStringList &words);

} // namespace holdline::speech
