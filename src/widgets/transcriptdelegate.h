// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/themepalette.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QStyledItemDelegate>

#include <vector>

namespace holdline::widgets {

struct TranscriptRow;

/// Paints the rows of a transcript as bubbles and remembers how high each is, so that thousands of
/// rows stay cheap. The view tells it what changed.
class TranscriptDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setColors(const ThemePalette &colors) { m_colors = colors; }
    /// The width that rows are laid out for; forgets every height when it changed.
    void setWidth(int width);
    void forgetHeights() { m_heights.clear(); }
    /// The rows `first` to `last` are new, or have changed.
    void insertRows(int first, int last);
    void forgetRow(int row);
    /// The height as last measured; 0 when it is not known.
    int knownHeight(int row) const;

    /// Shows the details of a divider, or hides them.
    void toggleDetails(const QModelIndex &index);
    bool showsDetails(const QModelIndex &index) const;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    TranscriptRow rowOf(const QModelIndex &index) const;

    ThemePalette m_colors = ThemePalette::light();
    int m_width = 1;
    QSet<QPersistentModelIndex> m_expanded; ///< of rows that are gone: invalid, harmless
    mutable std::vector<int> m_heights; ///< 0: unknown
};

} // namespace holdline::widgets
