// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace holdline::widgets {

/// The icon resources/icons/`name`.svg in one colour, `size` logical pixels square. Cached. An
/// unknown name gives a transparent picture.
QPixmap glyph(const QString &name, const QColor &color, int size, qreal devicePixelRatio);

/// The same for a button or a menu.
QIcon glyphIcon(const QString &name, const QColor &color, int size);

} // namespace holdline::widgets
