// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/textlanguage.h"

#include <optional>
#include <span>

namespace holdline::speech {

/// A word that depends on the language, which is English or German.
struct SpokenWord
{
    const char16_t *english;
    const char16_t *german;

    QString in(TextLanguage language) const
    {
        return QString::fromUtf16(language == TextLanguage::German ? german : english);
    }
};

/// A written sign or abbreviation, and the words for it. Words of null: it is not known in that
/// language.
struct SpokenSign
{
    const char16_t *written;
    SpokenWord words;
};

/// A unit of measurement behind a number.
struct SpokenUnit
{
    const char16_t *written;
    SpokenWord one;
    SpokenWord many;
};

struct SpokenCurrency
{
    const char16_t *written;
    SpokenWord one;
    SpokenWord many;
    SpokenWord cent;
    SpokenWord cents;
};

// Longer entries come before those that they begin with.
std::span<const SpokenSign> spokenAbbreviations();
std::span<const SpokenSign> spokenSigns();
std::span<const SpokenUnit> spokenUnits();
std::span<const SpokenCurrency> spokenCurrencies();
/// The name of a month, 1 … 12.
QString spokenMonth(int month, TextLanguage language);

} // namespace holdline::speech
