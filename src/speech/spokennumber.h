// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/spokenvocabulary.h"

namespace holdline::speech {

/// A number as it is written in English or German, and as it is said. Voices know how to say whole
/// numbers, so these stay digits. A plain value.
struct NumberText
{
    /// The number that begins `text`; `nullopt` if there is none.
    static std::optional<NumberText> at(QStringView text, TextLanguage language);

    QString spoken() const; ///< "1234", "3 point 1 4"
    QString money(const SpokenCurrency &currency) const; ///< "5 dollars and 50 cents"
    bool isOne() const { return whole == u"1" && fraction.isEmpty(); }

    qsizetype length; ///< characters in `text`
    QString whole; ///< digits
    QString fraction; ///< digits behind the decimal mark; empty if there is none
    TextLanguage language;
};

} // namespace holdline::speech
