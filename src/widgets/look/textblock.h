// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextLayout>

#include <functional>
#include <memory>
#include <vector>

class QPainter;

namespace holdline::widgets {

/// Text in evenly spaced lines. Its origin is the top left corner of the first line. A long text is
/// laid out piece by piece, so that no step takes long. Keeps only where the pieces begin, and lays
/// out the visible ones again to draw them.
class TextBlock
{
public:
    /// Characters in a piece; laying it out takes a few milliseconds.
    static constexpr qsizetype kPiece = 4096;

    /// Formats of parts of the text, in order and without overlaps.
    using Formats = QList<QTextLayout::FormatRange>;

    /// Begins a new text and lays out its first piece. `font` must have its size in pixels. Text
    /// that runs from right to left is aligned with the right end of the widest line.
    void layOut(const QString &text, const QFont &font, qreal width, const Formats &formats = {});
    /// The text or its formats have changed, usually at the end. The pieces before that stay.
    void change(const QString &text, const Formats &formats = {});
    /// Whether all of the text is laid out.
    bool isComplete() const { return m_next == m_text.size(); }
    /// Lays out the next piece. Must not be called when complete.
    void proceed();

    const QString &text() const { return m_text; }
    /// Width of the widest line, at most the available width. A text of several pieces takes all of
    /// that.
    qreal width() const;
    /// Height of the pieces laid out so far.
    qreal height() const { return pitch() * lineCount(); }
    int lineCount() const { return m_lines; }
    /// Distance from one baseline to the next.
    qreal pitch() const;

    /// Some lines of the text, which begin at character `from`. Their positions are relative to the
    /// block's origin.
    struct Piece
    {
        const QTextLayout &layout;
        qsizetype from;
        int lines;
    };
    /// Calls `visit` for each piece between `top` and `bottom`.
    template <typename Visit>
    void visit(qreal top, qreal bottom, Visit visit) const
    {
        for (std::size_t i = firstPieceBelow(top); i < m_pieces.size(); ++i) {
            if (m_pieces[i].firstLine * pitch() > bottom)
                return;
            const std::unique_ptr<QTextLayout> again = m_whole ? nullptr : made(m_pieces[i]);
            visit(Piece{again ? *again : *m_whole, m_pieces[i].from, m_pieces[i].lines});
        }
    }
    /// Returns the colours of the text from one character to another, as formats.
    using Colors = std::function<Formats(qsizetype from, qsizetype to)>;
    /// Draws the text; if the painter has a clip, only the pieces inside.
    void draw(QPainter &painter, const QPointF &at, const Colors &colors = {}) const;
    /// The character at a point; −1 if there is none.
    qsizetype characterAt(const QPointF &point) const;

private:
    struct Place
    {
        qsizetype from; ///< character
        int firstLine;
        int lines = 0;
    };

    qsizetype firstChange(const QString &text, const Formats &formats) const;
    std::size_t firstPieceBelow(qreal top) const;
    std::unique_ptr<QTextLayout> made(const Place &place) const;
    void alignRight(QTextLayout &piece) const;

    QString m_text;
    Formats m_formats;
    QFont m_font;
    qreal m_available = 0;
    bool m_rightToLeft = false;

    std::vector<Place> m_pieces;
    std::unique_ptr<QTextLayout> m_whole; ///< the layout of a text that is a single piece
    qsizetype m_next = 0; ///< character with which the next piece begins
    int m_lines = 0;
    qreal m_widest = 0;
};

} // namespace holdline::widgets
