// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QPainter;
class QRectF;

namespace holdline::widgets {

inline constexpr double kTextContrast = 4.5; ///< least ratio for text (WCAG 2.1, 1.4.3)
inline constexpr double kMarkContrast = 3.0; ///< for shapes and borders (1.4.11)

/// The contrast ratio of WCAG 2.1, 1 … 21, of two opaque colours.
double contrastRatio(const QColor &one, const QColor &other);

/// `mark` if its contrast with `ground` is at least kMarkContrast, else a darker or lighter shade
/// of it that has this contrast. The state colours are given, so a rim carries the contrast.
QColor rimFor(const QColor &mark, const QColor &ground);

/// The colour of an icon on `ground`: almost black or white.
QColor iconColorOn(const QColor &ground);

/// A dot in the colour `mark` with the rim that it needs on `ground`.
void drawDot(QPainter &painter, const QRectF &rect, const QColor &mark, const QColor &ground);

} // namespace holdline::widgets
