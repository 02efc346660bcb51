// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/spokenform.h"
#include "speech/spokenvocabulary.h"
#include "speech/textlanguage.h"

#include <QRegularExpression>

#include <utility>

namespace holdline::speech {

/// Reads one written sentence from its beginning to its end and writes what a person would say for
/// it: skips Markdown and finds words for numbers, dates, addresses and signs. Made for one
/// sentence by TextNormalizer.
class FormWriter
{
public:
    /// `sentence` must outlive this object.
    FormWriter(const QString &sentence, TextLanguage language)
        : m_sentence(sentence)
        , m_language(language)
    {
    }

    /// To be called once.
    SpokenForm write();

private:
    QStringView rest() const { return QStringView(m_sentence).sliced(m_at); }
    QRegularExpressionMatch matchAt(const QRegularExpression &pattern, qsizetype at) const;
    QChar before() const { return m_at > 0 ? m_sentence[m_at - 1] : u' '; }
    QChar after(qsizetype length = 1) const;
    bool isWordStart() const { return !before().isLetterOrNumber(); }

    // ---- what is said

    /// Says the next `length` characters as `words`.
    void say(const QString &words, qsizetype length);
    void copy(qsizetype length);

    // ---- blocks

    bool isRule() const;
    bool isTableRule() const;
    /// Skips what marks a heading, a quotation, an item of a list or a row of a table.
    bool skipBlockMarks();

    // ---- inline

    void writeNext();
    /// True if we have words for what is no word. Otherwise the voice has to know them.
    bool hasWords() const { return m_language != TextLanguage::Other; }
    /// Emphasis, links, tags and escapes: marks that are not spoken.
    bool skipMarkup();
    bool skipEmphasis(QChar c);
    bool skip(qsizetype length);
    /// A name in code is read; what cannot be read is announced.
    bool writeCode();
    QString dot() const;
    /// Of the address of a page only the host is said.
    bool writeAddress();
    const SpokenCurrency *currencyAt(qsizetype at) const;
    /// "$5.50", "$3 million", "5,50 €".
    bool writeMoney();
    /// "2026-11-30", "14:30".
    bool writeDate();
    /// Numbers, alone, in a range or with a unit.
    bool writeNumber();
    /// The unit at this position and how many characters it takes, with a space before it.
    std::pair<const SpokenUnit *, qsizetype> unitAt(qsizetype at) const;
    bool writeAbbreviation();
    bool writeSign();

    const QString &m_sentence;
    TextLanguage m_language;
    qsizetype m_at = 0;
    bool m_isBlock = false; ///< a heading, or an item or row of something
    qsizetype m_labelEnd = -1; ///< of the link that is being written
    qsizetype m_linkEnd = 0;
    SpokenFormBuilder m_form;
};

} // namespace holdline::speech
