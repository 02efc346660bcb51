// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/spokenform.h"
#include "speech/textlanguage.h"

#include <QString>

namespace holdline::speech {

/// Turns written sentences into what a person would say: without Markdown, with words for numbers,
/// currencies, units, signs, dates and abbreviations. Code is announced and not read. Emoji are
/// left out. Finds out whether a sentence is English or German; of all other languages the voice
/// has to know numbers and signs. The sentences of one answer come in order, because code may begin
/// in one and end in another. A plain value.
class TextNormalizer
{
public:
    /// `tag` is the language that is expected, as in BCP 47; empty if it is not known.
    explicit TextNormalizer(const QString &tag = {}) : m_language(textLanguageOf(tag)) { }

    /// `sentence` is as SentenceSplitter returns it.
    SpokenForm pass(const QString &sentence);

private:
    bool m_isInCode = false;
    TextLanguage m_language; ///< of the latest sentence
};

} // namespace holdline::speech
