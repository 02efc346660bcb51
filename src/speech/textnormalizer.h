// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace holdline::speech {

/// What a voice says for a written text. A plain value.
struct SpokenForm
{
    QString text{}; ///< empty if there is nothing to say
    /// For each character of `text`, and for its end, the written character that it stands for.
    /// These positions never fall.
    std::vector<int> written{0};

    /// A text that is spoken as it is written.
    static SpokenForm verbatim(const QString &text);
    /// The written text that was spoken when the words of `text` before `spoken` were heard.
    int writtenBefore(qsizetype spoken) const { return written[static_cast<std::size_t>(spoken)]; }
    /// The part from `begin` to `end`, counted in `text`, of which the written text begins at
    /// `from`.
    SpokenForm part(qsizetype begin, qsizetype end, int from) const;
};

enum class TextLanguage : quint8 { English, German };

/// Turns written sentences into what a person would say: without Markdown, with words for numbers,
/// currencies, units, signs, dates and abbreviations. Code is announced and not read. Emoji are
/// left out. Finds out whether a sentence is English or German. The sentences of one answer come in
/// order, because code may begin in one and end in another. A plain value.
class TextNormalizer
{
public:
    /// `sentence` is as SentenceSplitter returns it.
    SpokenForm pass(const QString &sentence);

private:
    bool m_isInCode = false;
    TextLanguage m_language = TextLanguage::English; ///< of the latest sentence
};

/// The language of `text`; `before` if it does not show.
TextLanguage languageOf(QStringView text, TextLanguage before);

} // namespace holdline::speech
