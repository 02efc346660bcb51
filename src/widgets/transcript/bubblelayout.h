// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/markdown.h"
#include "client/conversation/transcriptmodel.h"
#include "widgets/look/textblock.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace holdline::widgets {

struct ThemePalette;

/// One row of the transcript, as it is drawn. A plain value.
struct TranscriptRow
{
    using Kind = client::TranscriptModel::Kind;

    Kind kind = Kind::Divider;
    QString text;
    QString footer; ///< text below the bubble; may be empty
    bool partial = false;
    bool pending = false;
    bool replayed = false;
    QString details; ///< of a divider; may be empty
    bool expanded = false; ///< the details are shown
    bool isFirst = false; ///< has a margin above
    int spoken = 0; ///< characters already heard
    bool interrupted = false; ///< an answer whose rest will not be heard

    /// From a row of TranscriptModel, or of any model with its roles.
    static TranscriptRow of(const QModelIndex &index);
};

inline constexpr qreal kRowGap = 10; ///< below each row
inline constexpr qreal kSmallText = 11.25 / 14.0; ///< relative to the size of messages

/// The column of a row that is `width` pixels wide: at most 720 px, in the middle. Its height is 0.
QRectF rowColumn(bool isFirst, int width);

/// The geometry of a message in a row of `width` pixels. The only place that knows it, for heights
/// and for painting. Made for one use and then deleted, unless the text is so long that it is laid
/// out in several steps.
class BubbleLayout
{
public:
    /// Characters of one step, which takes a few milliseconds. Few messages are longer.
    static constexpr qsizetype kStep = 3 * TextBlock::kPiece;

    /// Takes the first step. `font` is the font of messages, with its size in pixels; all other
    /// sizes are relative to it.
    BubbleLayout(const TranscriptRow &row, const QFont &font, int width);

    /// Whether all of the text is laid out.
    bool isComplete() const { return m_text.isComplete(); }
    /// Takes another step; the bubble grows.
    void proceed();
    /// Continues with a changed row if its text is the same or has grown at its end. Returns false
    /// and changes nothing if a new layout is needed.
    bool follow(const TranscriptRow &row);

    int height() const { return m_height; }
    /// Relative to the top left corner of the row.
    QRectF bubble() const { return m_bubble; }
    QRectF column() const { return m_column; }
    /// The address of the link at a point of the row; empty if there is none.
    QString linkAt(const QPointF &point) const;

    /// Paints at the painter's origin. `outlined`: the row has the keyboard focus.
    void paint(QPainter &painter, const ThemePalette &colors, bool outlined) const;

private:
    void layOut();
    void read();
    void takeStep();
    void place();
    void paintBubble(QPainter &painter, const ThemePalette &colors, bool outlined) const;
    QColor fillColor(const ThemePalette &colors) const;
    void paintBlocks(QPainter &painter, const ThemePalette &colors) const;
    void paintBlocks(QPainter &painter, const TextBlock::Piece &piece) const;
    void paintSpoken(QPainter &painter, const ThemePalette &colors) const;
    void paintSpoken(QPainter &painter, const ThemePalette &colors,
                     const TextBlock::Piece &piece) const;
    QFont smallFont() const;

    TranscriptRow m_row;
    client::Markdown m_shown; ///< what is shown of the text
    qsizetype m_spoken = 0; ///< characters of that which were heard
    const QFont m_font;
    QRectF m_column;
    qreal m_before = 0; ///< space in the bubble, left and right of the text
    qreal m_after = 0;
    QRectF m_bubble;
    QPointF m_textOrigin;
    QRectF m_footer;
    QRectF m_clock;
    TextBlock m_text;
    int m_height = 0;
};

} // namespace holdline::widgets
