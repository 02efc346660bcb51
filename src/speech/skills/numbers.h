// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace holdline::speech {

/// Reads a number from words of a normalised phrase, starting at `position`, and moves `position`
/// behind it: digits ("3.5"), words ("one hundred and five", "three point one four", "twelve
/// hundred"), or both ("5 million"). What recognisers hear for a number ("to", "for", "ate") counts
/// as one at the start only. Nothing, and `position` unmoved, when no number starts there.
std::optional<double> readNumber(const QStringList &words, qsizetype &position);

/// The number that all of `text` is; nothing when it is not just a number.
std::optional<double> numberFrom(const QString &text);

/// As it is shown and spoken: "42", "3.5", "1,250,000", "about 2.4 quintillion".
QString spokenNumber(double value);

} // namespace holdline::speech
