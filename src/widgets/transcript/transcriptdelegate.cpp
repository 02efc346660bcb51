// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcript/transcriptdelegate.h"

#include "widgets/transcript/bubblelayout.h"
#include "widgets/transcript/dividerlayout.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>

namespace holdline::widgets {

TranscriptDelegate::TranscriptDelegate(QObject *parent) : QStyledItemDelegate(parent)
{
    connect(&m_growth, &QTimer::timeout, this, &TranscriptDelegate::growLongOnes);
}

TranscriptDelegate::~TranscriptDelegate() = default;

void TranscriptDelegate::setWidth(int width)
{
    if (std::exchange(m_width, width) != width)
        forgetHeights();
}

void TranscriptDelegate::forgetHeights()
{
    m_heights.clear();
    m_longOnes.clear();
}

void TranscriptDelegate::insertRows(int first, int last)
{
    const auto at = static_cast<std::size_t>(first);
    if (at < m_heights.size())
        m_heights.insert(m_heights.begin() + first, static_cast<std::size_t>(last - first) + 1, 0);
}

void TranscriptDelegate::removeRows(int first, int last)
{
    const auto known = static_cast<int>(m_heights.size());
    m_heights.erase(m_heights.begin() + std::min(first, known),
                    m_heights.begin() + std::min(last + 1, known));
    m_longOnes.removeIf([&](const LongLayouts::iterator &one) {
        return !one.key().isValid() || (one.key().row() >= first && one.key().row() <= last);
    });
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
            : bubble(shown, option.font, index)->height();
    }
    return {1, height}; // rows are as wide as the view
}

/// The layout of a message, as far as it is done.
std::shared_ptr<BubbleLayout> TranscriptDelegate::bubble(const TranscriptRow &row,
                                                         const QFont &font,
                                                         const QModelIndex &index) const
{
    if (row.text.size() <= BubbleLayout::kStep)
        return std::make_shared<BubbleLayout>(row, font, m_width);
    std::shared_ptr<BubbleLayout> &kept = m_longOnes[index];
    if (!kept || !kept->follow(row))
        kept = std::make_shared<BubbleLayout>(row, font, m_width);
    if (!kept->isComplete())
        m_growth.start(0);
    return kept;
}

/// Takes one step for one message, so that the window stays responsive.
void TranscriptDelegate::growLongOnes()
{
    const auto growing = std::find_if(m_longOnes.begin(), m_longOnes.end(),
                                      [](const auto &layout) { return !layout->isComplete(); });
    if (growing == m_longOnes.end()) {
        m_growth.stop();
        return;
    }
    (*growing)->proceed();
    forgetRow(growing.key().row());
    Q_EMIT sizeHintChanged(growing.key());
}

QString TranscriptDelegate::linkAt(const QStyleOptionViewItem &option, const QModelIndex &index,
                                   const QPoint &point) const
{
    const TranscriptRow row = rowOf(index);
    return row.kind == TranscriptRow::Kind::Assistant
        ? bubble(row, option.font, index)->linkAt(point)
        : QString();
}

void TranscriptDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    painter->save();
    if (const auto *view = qobject_cast<const QAbstractItemView *>(option.widget))
        painter->setClipRect(view->viewport()->rect()); // draw only the visible part
    painter->translate(option.rect.topLeft());
    const bool outlined = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_Selected);
    const TranscriptRow row = rowOf(index);
    if (row.kind == TranscriptRow::Kind::Divider)
        DividerLayout(row, option.font, m_width).paint(*painter, m_colors, outlined);
    else
        bubble(row, option.font, index)->paint(*painter, m_colors, outlined);
    painter->restore();
}

} // namespace holdline::widgets
