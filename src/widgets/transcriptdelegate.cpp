// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcriptdelegate.h"

#include "widgets/bubblelayout.h"

#include <QPainter>

namespace holdline::widgets {

void TranscriptDelegate::setWidth(int width)
{
    if (std::exchange(m_width, width) != width)
        forgetHeights();
}

void TranscriptDelegate::insertRows(int first, int last)
{
    const auto at = static_cast<std::size_t>(first);
    if (at < m_heights.size())
        m_heights.insert(m_heights.begin() + first, static_cast<std::size_t>(last - first) + 1, 0);
}

void TranscriptDelegate::forgetRow(int row)
{
    if (static_cast<std::size_t>(row) < m_heights.size())
        m_heights[static_cast<std::size_t>(row)] = 0;
}

int TranscriptDelegate::knownHeight(int row) const
{
    return static_cast<std::size_t>(row) < m_heights.size()
        ? m_heights[static_cast<std::size_t>(row)]
        : 0;
}

QSize TranscriptDelegate::sizeHint(const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= m_heights.size())
        m_heights.resize(row + 1, 0);
    int &height = m_heights[row];
    if (height == 0)
        height = BubbleLayout(TranscriptRow::of(index), option.font, m_width).height();
    return {1, height}; // rows are as wide as the view
}

void TranscriptDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    painter->save();
    painter->translate(option.rect.topLeft());
    const bool outlined = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_Selected);
    BubbleLayout(TranscriptRow::of(index), option.font, m_width)
        .paint(*painter, m_colors, outlined);
    painter->restore();
}

} // namespace holdline::widgets
