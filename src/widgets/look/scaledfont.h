// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontInfo>

#include <algorithm>

namespace holdline::widgets {

/// The size of a font in pixels, even if it was given in points.
inline int pixelSizeOf(const QFont &font)
{
    return font.pixelSize() > 0 ? font.pixelSize() : std::max(1, QFontInfo(font).pixelSize());
}

/// The same font, `factor` times as large.
inline QFont scaledFont(QFont font, double factor)
{
    font.setPixelSize(std::max(1, qRound(pixelSizeOf(font) * factor)));
    return font;
}

} // namespace holdline::widgets
