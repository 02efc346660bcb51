// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcriptdelegate.h"

#include "widgets/bubblelayout.h"
#include "widgets/dividerlayout.h"

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

void TranscriptDelegate::toggleDetails(const QModelIndex &index)
{
    if (!m_expanded.remove(index))
        m_expanded.insert(index);
    forgetRow(index.row());
}

bool TranscriptDelegate::showsDetails(const QModelIndex &index) const
{
    return m_expanded.contains(index);
}

TranscriptRow TranscriptDelegate::rowOf(const QModelIndex &index) const
{
    TranscriptRow row = TranscriptRow::of(index);
    row.expanded = showsDetails(index);
    return row;
}

QSize TranscriptDelegate::sizeHint(const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= m_heights.size())
        m_heights.resize(row + 1, 0);
    int &height = m_heights[row];
    if (height == 0) {
        const TranscriptRow shown = rowOf(index);
        height = shown.kind == TranscriptRow::Kind::Divider
            ? DividerLayout(shown, option.font, m_width).height()
            : BubbleLayout(shown, option.font, m_width).height();
    }
    return {1, height}; // rows are as wide as the view
}

void TranscriptDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    painter->save();
    painter->translate(option.rect.topLeft());
    const bool outlined = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_Selected);
    const TranscriptRow row = rowOf(index);
    if (row.kind == TranscriptRow::Kind::Divider)
        DividerLayout(row, option.font, m_width).paint(*painter, m_colors, outlined);
    else
        BubbleLayout(row, option.font, m_width).paint(*painter, m_colors, outlined);
    painter->restore();
}

} // namespace holdline::widgets
