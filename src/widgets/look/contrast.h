// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QPainter;
class QRectF;

namespace holdline::widgets {

inline constexpr double kTextContrast = 4.5; ///< least ratio for text (WCAG 2.1, 1.4.3)
/// Least ratio for shapes and borders (WCAG 2.1, 1.4.11).
inline constexpr double kMarkContrast = 3.0;

/// The contrast ratio of two opaque colours by WCAG 2.1, 1 … 21.
double contrastRatio(const QColor &one, const QColor &other);

/// The colour of a rim around `mark`: `mark` itself if its contrast with `ground` is at least
/// kMarkContrast, otherwise a darker or lighter shade that has this contrast. The state colours are
/// fixed, so the rim must give the contrast.
QColor rimFor(const QColor &mark, const QColor &ground);

/// The colour of an icon on `ground`: almost black or white.
QColor iconColorOn(const QColor &ground);

/// Draws a dot in the colour `mark`, with the rim that it needs on `ground`.
void drawDot(QPainter &painter, const QRectF &rect, const QColor &mark, const QColor &ground);

} // namespace holdline::widgets
