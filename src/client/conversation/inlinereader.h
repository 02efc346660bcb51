// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/markdown.h"

#include <array>

namespace holdline::client {

/// Reads the marks within lines of Markdown: emphasis, code, links and addresses. Takes time linear
/// in the length. Used by Markdown while it reads a source.
class InlineReader
{
public:
    /// Writes to `out`, which must outlive this. See Markdown for `isPartial`.
    InlineReader(Markdown &out, QStringView source, bool isPartial)
        : m_out(out)
        , m_source(source)
        , m_isPartial(isPartial)
    {
    }

    /// Reads what stands from `from` to `to`, within one line. Lines come in order.
    void read(qsizetype from, qsizetype to, Markdown::Styles styles)
    {
        m_unmatched.fill(-1);
        readInline(from, to, styles, {}, 0);
    }

private:
    void readInline(qsizetype from, qsizetype to, Markdown::Styles styles, const QString &link,
                    int depth);
    /// Reads what begins at `at`, and before it writes what is plain since `plain`. Returns the
    /// end, or `at` if there is nothing but a character.
    qsizetype readMark(qsizetype at, qsizetype plain, qsizetype to, Markdown::Styles styles,
                       const QString &link, int depth);
    qsizetype readCode(qsizetype at, qsizetype plain, qsizetype to, Markdown::Styles styles,
                       const QString &link);
    qsizetype readEmphasis(qsizetype at, qsizetype plain, qsizetype to, Markdown::Styles styles,
                           const QString &link, int depth);
    /// "[text](address)", or an image, whose `bracket` stands behind a "!": it is shown as a link.
    qsizetype readLink(qsizetype at, qsizetype bracket, qsizetype plain, qsizetype to,
                       Markdown::Styles styles, const QString &link, int depth);
    /// "https://…", with or without angle brackets.
    qsizetype readAddress(qsizetype at, qsizetype plain, qsizetype to, Markdown::Styles styles,
                          const QString &link);
    /// Leaves a run of marks as it is written.
    qsizetype leave(qsizetype at, qsizetype run);

    /// Whether the partner of a mark in a line that ends at `to` may still come.
    bool isUnfinished(qsizetype to) const;
    qsizetype find(qsizetype from, qsizetype to, QChar wanted) const;
    /// A run of exactly `length` marks that ends a span. What was not found once is not looked for
    /// again, so that a line takes linear time.
    qsizetype findEnd(qsizetype from, qsizetype to, QChar mark, qsizetype length);
    /// Emphasis ends behind something that is no space, and, for "_", not within a word.
    bool endsSpan(qsizetype at, qsizetype length) const;
    /// Writes what comes before a mark that is not complete yet, and leaves out the mark.
    qsizetype hideMark(qsizetype at, qsizetype plain, qsizetype to, Markdown::Styles styles,
                       const QString &link);

    Markdown &m_out;
    const QStringView m_source;
    const bool m_isPartial;
    qsizetype m_noBracketBefore = 0; ///< no "]" stands between the mark that is read and this
    qsizetype m_literalEnd = 0; ///< marks before this are nothing but characters
    /// For each kind of mark, how far no partner is; −1: not known.
    std::array<qsizetype, 16> m_unmatched{};
};

/// How often the character at `from` stands there in a row.
qsizetype runLength(QStringView line, qsizetype from);

} // namespace holdline::client
