// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextLayout>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace holdline::widgets {

/// Text broken into evenly spaced lines. Its origin is the top left of the first one. A long text
/// is laid out piece by piece, so that no step takes long however much there is of it. Only where
/// the pieces begin is kept; what is drawn is laid out again.
class TextBlock
{
public:
    /// Characters of a piece: a few milliseconds of work.
    static constexpr qsizetype kPiece = 4096;

    /// Lays out the first piece. `font` has its size in pixels. Text that runs right to left is
    /// flush with the right side of the widest line.
    void layOut(const QString &text, const QFont &font, qreal width);
    /// The text has grown at its end; its beginning is laid out already.
    void extend(const QString &text);
    /// All of the text is laid out.
    bool isComplete() const { return m_next == m_text.size(); }
    /// Lays out the next piece. Not when complete.
    void proceed();

    const QString &text() const { return m_text; }
    /// Of the widest line, at most the width that there was. A text of several pieces takes all.
    qreal width() const;
    /// Of what is laid out.
    qreal height() const { return pitch() * lineCount(); }
    int lineCount() const { return m_lines; }
    /// From one baseline to the next.
    qreal pitch() const;

    /// Some lines of the text, which begin at character `from`; their positions count from the
    /// block's origin.
    struct Piece
    {
        const QTextLayout &layout;
        qsizetype from;
        int lines;
    };
    /// The pieces that reach into the stripe from `top` to `bottom`.
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
    /// What is drawn in another colour: from this character to the end.
    struct Tail
    {
        qsizetype from;
        QColor color;
    };
    /// Only what the clip of the painter shows, if it has one.
    void draw(QPainter &painter, const QPointF &at, const std::optional<Tail> &tail = {}) const;

private:
    struct Place
    {
        qsizetype from; ///< character
        int firstLine;
        int lines = 0;
    };

    std::size_t firstPieceBelow(qreal top) const;
    std::unique_ptr<QTextLayout> made(const Place &place) const;
    void alignRight(QTextLayout &piece) const;

    QString m_text;
    QFont m_font;
    qreal m_available = 0;
    bool m_rightToLeft = false;

    std::vector<Place> m_pieces;
    std::unique_ptr<QTextLayout> m_whole; ///< of a text that is one piece
    qsizetype m_next = 0; ///< character with which the next piece begins
    int m_lines = 0;
    qreal m_widest = 0;
};

} // namespace holdline::widgets
