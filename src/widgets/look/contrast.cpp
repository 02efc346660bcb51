// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/contrast.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace holdline::widgets {

namespace {

constexpr QColor kAlmostBlack{0x14, 0x18, 0x1f};
constexpr qreal kRim = 1.5;
constexpr int kShadeStep = 8; // percent
constexpr int kDarkest = 500;

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastRatio(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor rimFor(const QColor &mark, const QColor &ground)
{
    const bool isLight = contrastRatio(ground, Qt::black) > contrastRatio(ground, Qt::white);
    QColor shade = mark;
    for (int factor = 100; contrastRatio(shade, ground) < kMarkContrast && factor < kDarkest;
         factor += kShadeStep)
        shade = isLight ? mark.darker(factor) : mark.lighter(factor);
    return shade;
}

QColor iconColorOn(const QColor &ground)
{
    return contrastRatio(ground, kAlmostBlack) >= contrastRatio(ground, Qt::white)
        ? kAlmostBlack
        : QColor(Qt::white);
}

void drawDot(QPainter &painter, const QRectF &rect, const QColor &mark, const QColor &ground)
{
    painter.setPen(QPen(rimFor(mark, ground), kRim));
    painter.setBrush(mark);
    painter.drawEllipse(rect.adjusted(kRim / 2, kRim / 2, -kRim / 2, -kRim / 2));
}

} // namespace holdline::widgets
