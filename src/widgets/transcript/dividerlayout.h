// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/transcript/bubblelayout.h"

namespace holdline::widgets {

/// The geometry of a divider: one line of small text between two thin lines, a mark if there are
/// details, and the details below when they are shown. Shows at most the first TextBlock::kPiece
/// characters of each text. Made for one use and then deleted.
class DividerLayout
{
public:
    DividerLayout(const TranscriptRow &row, const QFont &font, int width);

    int height() const { return m_height; }
    /// Place of the details, relative to the top left corner of the row; empty while they are
    /// hidden.
    QRectF details() const { return m_details; }

    /// Paints at the painter's origin. `outlined`: the row has the keyboard focus.
    void paint(QPainter &painter, const ThemePalette &colors, bool outlined) const;

private:
    void layOutDetails(const QFont &font);
    void paintDetails(QPainter &painter, const ThemePalette &colors) const;

    const TranscriptRow m_row;
    QRectF m_column;
    TextBlock m_text;
    QPointF m_textOrigin;
    QRectF m_label; ///< text and mark
    QRectF m_mark; ///< empty if there are no details
    TextBlock m_detailsText;
    QRectF m_details;
    int m_height = 0;
};

} // namespace holdline::widgets
