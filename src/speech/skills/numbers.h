// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace holdline::speech {

/// Reads a number from the words of a normalised phrase, beginning at `position`: digits ("3.5"),
/// words ("one hundred and five", "three point one four", "twelve hundred"), or both ("5 million").
/// Words that recognisers hear for numbers ("to", "for", "ate") count only at the beginning. Moves
/// `position` to the word after the number. Returns nullopt, and does not move `position`, if no
/// number begins there.
std::optional<double> readNumber(const QStringList &words, qsizetype &position);

/// The number that is the whole of `text`; nullopt if `text` is not just a number.
std::optional<double> numberFrom(const QString &text);

/// A number for display and speech: "42", "3.5", "1,250,000", "about 2.4 quintillion".
QString spokenNumber(double value);

} // namespace holdline::speech
