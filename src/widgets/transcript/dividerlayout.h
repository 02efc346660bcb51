// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/transcript/bubblelayout.h"

namespace holdline::widgets {

/// Where everything of a divider goes: one line of small text between two thin lines, a mark when
/// there is more to know, and that below it when it is asked for. Of either text the first
/// TextBlock::kPiece characters are shown. Made for one use and thrown away.
class DividerLayout
{
public:
    DividerLayout(const TranscriptRow &row, const QFont &font, int width);

    int height() const { return m_height; }
    /// Empty while they are not shown; from the top left of the row.
    QRectF details() const { return m_details; }

    /// At the painter's origin. `outlined` marks the row that the keyboard is on.
    void paint(QPainter &painter, const ThemePalette &colors, bool outlined) const;

private:
    void layOutDetails(const QFont &font);
    void paintDetails(QPainter &painter, const ThemePalette &colors) const;

    const TranscriptRow m_row;
    QRectF m_column;
    TextBlock m_text;
    QPointF m_textOrigin;
    QRectF m_label; ///< text and mark
    QRectF m_mark; ///< empty: nothing more to know
    TextBlock m_detailsText;
    QRectF m_details;
    int m_height = 0;
};

} // namespace holdline::widgets
