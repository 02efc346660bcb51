// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/markdown.h"
#include "widgets/look/textblock.h"

#include <QFont>

namespace holdline::widgets {

struct ThemePalette;

/// The fonts of an answer; `font` is that of plain text.
TextBlock::Formats formatsOf(const client::Markdown &markdown, const QFont &font);
/// The colours of an answer between two characters. Links and code stand out, and what stands
/// behind `heard` is muted.
TextBlock::Formats colorsOf(const client::Markdown &markdown, const ThemePalette &colors,
                            qsizetype from, qsizetype to, qsizetype heard);

} // namespace holdline::widgets
