// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QHash>
#include <QPersistentModelIndex>
#include <QSet>
#include <QStyledItemDelegate>
#include <QTimer>

#include <memory>
#include <vector>

namespace holdline::widgets {

class BubbleLayout;
struct TranscriptRow;

/// Paints the rows of a transcript as bubbles, and remembers their heights so that thousands of
/// rows stay cheap. A very long message grows step by step, with a sizeHintChanged() for each step.
/// The view tells the delegate which rows changed. Owned by TranscriptView.
class TranscriptDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TranscriptDelegate(QObject *parent = nullptr);
    ~TranscriptDelegate() override;

    void setColors(const ThemePalette &colors) { m_colors = colors; }
    /// The width for which rows are laid out. A change forgets all heights.
    void setWidth(int width);
    void forgetHeights();
    /// The rows `first` to `last` are new.
    void insertRows(int first, int last);
    /// The rows `first` to `last` are about to be removed.
    void removeRows(int first, int last);
    void forgetRow(int row);
    /// The height as last measured; 0 if it is not known.
    int knownHeight(int row) const;

    /// Shows the details of a divider, or hides them.
    void toggleDetails(const QModelIndex &index);
    bool showsDetails(const QModelIndex &index) const;

    /// The address of the link at a point of the row; empty if there is none.
    QString linkAt(const QStyleOptionViewItem &option, const QModelIndex &index,
                   const QPoint &point) const;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    using LongLayouts = QHash<QPersistentModelIndex, std::shared_ptr<BubbleLayout>>;

    TranscriptRow rowOf(const QModelIndex &index) const;
    std::shared_ptr<BubbleLayout> bubble(const TranscriptRow &row, const QFont &font,
                                         const QModelIndex &index) const;
    void growLongOnes();

    ThemePalette m_colors = ThemePalette::light();
    int m_width = 1;
    QSet<QPersistentModelIndex> m_expanded; ///< indexes of removed rows are invalid and do no harm
    mutable std::vector<int> m_heights; ///< 0: unknown
    mutable LongLayouts m_longOnes; ///< layouts of messages that take more than one step
    mutable QTimer m_growth; ///< runs while some of them are not complete
};

} // namespace holdline::widgets
