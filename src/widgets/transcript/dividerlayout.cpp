// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcript/dividerlayout.h"

#include "widgets/look/glyph.h"
#include "widgets/look/scaledfont.h"
#include "widgets/look/themepalette.h"

#include <QPainter>

#include <cmath>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal kLineGap = 10; // between text and lines
constexpr qreal kTextShare = 0.9;
constexpr qreal kMark = 12;
constexpr qreal kMarkGap = 4;
constexpr qreal kAboveDetails = 5;
constexpr qreal kDividerPaddingX = 12;
constexpr qreal kDividerPaddingY = 7;
constexpr qreal kDividerRadius = 8;

} // namespace

DividerLayout::DividerLayout(const TranscriptRow &row, const QFont &font, int width)
    : m_row(row)
    , m_column(rowColumn(row.isFirst, width))
{
    const QFont small = scaledFont(font, kSmallText);
    const bool hasDetails = !row.details.isEmpty();
    const qreal mark = hasDetails ? kMark + kMarkGap : 0;
    m_text.layOut(row.text, small, m_column.width() * kTextShare - mark);
    const qreal labelWidth = m_text.width() + mark;
    m_label = QRectF(std::round(m_column.center().x() - labelWidth / 2), m_column.top(), labelWidth,
                     m_text.height());
    m_textOrigin = m_label.topLeft();
    if (hasDetails)
        m_mark = QRectF(m_label.right() - kMark, std::round(m_label.center().y() - kMark / 2),
                        kMark, kMark);
    qreal bottom = m_label.bottom();
    if (hasDetails && row.expanded) {
        layOutDetails(small);
        bottom = m_details.bottom();
    }
    m_height = static_cast<int>(std::ceil(bottom + kRowGap));
}

void DividerLayout::layOutDetails(const QFont &font)
{
    m_detailsText.layOut(m_row.details, font, m_column.width() * kTextShare - 2 * kDividerPaddingX);
    const qreal width = m_detailsText.width() + 2 * kDividerPaddingX;
    m_details = QRectF(std::round(m_column.center().x() - width / 2),
                       std::ceil(m_label.bottom() + kAboveDetails), width,
                       std::ceil(m_detailsText.height()) + 2 * kDividerPaddingY);
}

void DividerLayout::paint(QPainter &painter, const ThemePalette &colors, bool outlined) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    const qreal y = std::floor(m_label.center().y()) + 0.5;
    const qreal left = m_label.left() - kLineGap;
    const qreal right = m_label.right() + kLineGap;
    if (left > m_column.left())
        painter.drawLine(QPointF(m_column.left(), y), QPointF(left, y));
    if (right < m_column.right())
        painter.drawLine(QPointF(right, y), QPointF(m_column.right(), y));
    painter.setPen(colors.muted);
    m_text.draw(painter, m_textOrigin);
    if (!m_mark.isEmpty())
        painter.drawPixmap(m_mark.topLeft(),
                           glyph(m_row.expanded ? u"disclosure-open"_s : u"disclosure-closed"_s,
                                 colors.muted, static_cast<int>(kMark),
                                 painter.device()->devicePixelRatioF()));
    if (!m_details.isEmpty())
        paintDetails(painter, colors);
    if (outlined) {
        painter.setPen(QPen(colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(m_label.adjusted(-6, 0, 6, 0), kDividerRadius, kDividerRadius);
    }
}

void DividerLayout::paintDetails(QPainter &painter, const ThemePalette &colors) const
{
    painter.setPen(colors.line);
    painter.setBrush(colors.card);
    painter.drawRoundedRect(m_details.adjusted(0.5, 0.5, -0.5, -0.5), kDividerRadius,
                            kDividerRadius);
    painter.setPen(colors.muted);
    m_detailsText.draw(painter, m_details.topLeft() + QPointF(kDividerPaddingX, kDividerPaddingY));
}

} // namespace holdline::widgets
