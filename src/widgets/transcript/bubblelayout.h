// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptmodel.h"
#include "widgets/look/textblock.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace holdline::widgets {

struct ThemePalette;

/// One row of the transcript as it is drawn.
struct TranscriptRow
{
    using Kind = client::TranscriptModel::Kind;

    Kind kind = Kind::Divider;
    QString text;
    QString footer; ///< below the bubble; empty: none
    bool partial = false;
    bool pending = false;
    bool replayed = false;
    QString details; ///< of a divider; empty: none
    bool expanded = false; ///< the details are shown
    bool isFirst = false; ///< keeps its distance from the top
    int spoken = 0; ///< characters already heard
    bool interrupted = false; ///< of an answer: the rest will not be heard

    /// Of a row of TranscriptModel or of any model with its roles.
    static TranscriptRow of(const QModelIndex &index);
};

inline constexpr qreal kRowGap = 10; ///< below each row
inline constexpr qreal kSmallText = 11.25 / 14.0; ///< of the size of messages

/// The part of a row `width` pixels wide that is used: at most 720 px, in the middle. No height.
QRectF rowColumn(bool isFirst, int width);

/// Where everything of a message goes when it is `width` pixels wide: the only place that knows the
/// geometry of bubbles, used for heights and for painting alike. Made for one use and thrown away,
/// unless the text is so long that it is laid out in several steps.
class BubbleLayout
{
public:
    /// Characters of one step, which takes a few milliseconds; few messages have more.
    static constexpr qsizetype kStep = 3 * TextBlock::kPiece;

    /// Takes the first step. `font` is that of messages, in pixels; everything else follows its
    /// size.
    BubbleLayout(const TranscriptRow &row, const QFont &font, int width);

    /// All of the text is laid out.
    bool isComplete() const { return m_text.isComplete(); }
    /// Takes another step; the bubble grows.
    void proceed();
    /// Goes on with a row that has changed, if its text is the same or has grown at its end. False,
    /// and nothing is changed, if the layout has to begin anew.
    bool follow(const TranscriptRow &row);

    int height() const { return m_height; }
    /// From the top left of the row.
    QRectF bubble() const { return m_bubble; }
    QRectF column() const { return m_column; }

    /// At the painter's origin. `outlined` marks the row that the keyboard is on.
    void paint(QPainter &painter, const ThemePalette &colors, bool outlined) const;

private:
    void layOut();
    void takeStep();
    void place();
    void paintBubble(QPainter &painter, const ThemePalette &colors, bool outlined) const;
    QColor fillColor(const ThemePalette &colors) const;
    void paintSpoken(QPainter &painter, const ThemePalette &colors) const;
    void paintSpoken(QPainter &painter, const ThemePalette &colors,
                     const TextBlock::Piece &piece) const;
    QFont smallFont() const;

    TranscriptRow m_row;
    const QFont m_font;
    QRectF m_column;
    qreal m_before = 0; ///< in the bubble beside the text
    qreal m_after = 0;
    QRectF m_bubble;
    QPointF m_textOrigin;
    QRectF m_footer;
    QRectF m_clock;
    TextBlock m_text;
    int m_height = 0;
};

} // namespace holdline::widgets
