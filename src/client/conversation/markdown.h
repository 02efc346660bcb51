// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace holdline::client {

/// An answer as it is shown: the Markdown of its text turned into plain text with styles. Knows
/// what language models write: emphasis, code, headings, lists, quotes, tables and links.
/// Everything else, HTML for example, is shown as it is written. Takes time linear in the length. A
/// plain value.
class Markdown
{
public:
    enum Style {
        Plain = 0,
        Strong = 1,
        Emphasis = 2,
        Struck = 4,
        Code = 8, ///< fixed width
        Block = 16, ///< whole lines of code, or of a table
        Link = 32,
    };
    Q_DECLARE_FLAGS(Styles, Style)

    /// A part of text() that is not plain.
    struct Span
    {
        qsizetype from;
        qsizetype length;
        Styles styles;
        QString link{}; ///< address of a link: http, https or mailto

        friend bool operator==(const Span &, const Span &) = default;
    };

    Markdown() = default;
    /// `isPartial`: more will be written. A mark whose partner is still to come then has its effect
    /// at once, so that shown text does not change later.
    explicit Markdown(const QString &source, bool isPartial = false);

    /// Text that is no Markdown.
    static Markdown plain(const QString &text);

    const QString &text() const { return m_text; }
    /// In order; they do not overlap.
    const std::vector<Span> &spans() const { return m_spans; }
    /// The span in which the character stands; null if it is plain.
    const Span *spanAt(qsizetype character) const;
    /// The position in text() of a position in the source.
    qsizetype shownAt(qsizetype source) const;

    // ---- writing, for those who read a source

    /// Adds the characters of the source from `from` to `to`.
    void append(QStringView source, qsizetype from, qsizetype to, Styles styles,
                const QString &link = {});
    /// Adds what the source does not have in this form; it stands before `source`.
    void insert(const QString &text, qsizetype source, Styles styles);

private:
    class Reader;

    /// Characters that text() has from the source one by one.
    struct Run
    {
        qsizetype source;
        qsizetype shown;
        qsizetype length;
    };

    void style(qsizetype length, Styles styles, const QString &link);

    QString m_text;
    std::vector<Span> m_spans;
    std::vector<Run> m_runs;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Markdown::Styles)

} // namespace holdline::client
