// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcript/markdownformats.h"

#include "widgets/look/scaledfont.h"
#include "widgets/look/themepalette.h"

#include <QFontDatabase>
#include <QHash>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::Markdown;

namespace {

constexpr qreal kCode = 13.0 / 14.0; // relative to the size of messages

QTextCharFormat formatOf(Markdown::Styles styles, const QFont &font)
{
    QTextCharFormat format;
    if (styles & Markdown::Strong)
        format.setFontWeight(QFont::Bold);
    if (styles & Markdown::Emphasis)
        format.setFontItalic(true);
    if (styles & Markdown::Struck)
        format.setFontStrikeOut(true);
    if (styles & Markdown::Link)
        format.setFontUnderline(true);
    if (styles & Markdown::Code) {
        format.setFontFamilies(
            {QFontDatabase::systemFont(QFontDatabase::FixedFont).family(), u"monospace"_s});
        format.setProperty(QTextFormat::FontPixelSize, qRound(pixelSizeOf(font) * kCode));
    }
    return format;
}

} // namespace

TextBlock::Formats formatsOf(const Markdown &markdown, const QFont &font)
{
    QHash<int, QTextCharFormat> known; // an answer has thousands of spans, but few kinds of them
    TextBlock::Formats formats;
    formats.reserve(static_cast<qsizetype>(markdown.spans().size()));
    for (const Markdown::Span &span : markdown.spans()) {
        auto format = known.find(span.styles.toInt());
        if (format == known.end())
            format = known.insert(span.styles.toInt(), formatOf(span.styles, font));
        formats.append({.start = static_cast<int>(span.from),
                        .length = static_cast<int>(span.length),
                        .format = *format});
    }
    return formats;
}

TextBlock::Formats colorsOf(const Markdown &markdown, const ThemePalette &colors, qsizetype from,
                            qsizetype to, qsizetype heard)
{
    TextBlock::Formats ranges;
    const auto add = [&](qsizetype start, qsizetype end, QTextCharFormat format, bool isHeard) {
        if (!isHeard)
            format.setForeground(colors.muted);
        if (start < end)
            ranges.append({.start = static_cast<int>(start),
                           .length = static_cast<int>(end - start),
                           .format = format});
    };
    const auto addBoth = [&](qsizetype start, qsizetype end, const QTextCharFormat &format) {
        if (!format.isEmpty())
            add(start, std::min(end, heard), format, true);
        add(std::max(start, heard), end, format, false);
    };
    const auto isBefore = [&](const Markdown::Span &span) {
        return span.from + span.length <= from;
    };
    qsizetype plain = from;
    for (auto span = std::ranges::partition_point(markdown.spans(), isBefore);
         span != markdown.spans().end() && span->from < to; ++span) {
        QTextCharFormat format;
        if (span->styles & Markdown::Link)
            format.setForeground(colors.accent);
        if ((span->styles & Markdown::Code) && !(span->styles & Markdown::Block))
            format.setBackground(colors.code);
        addBoth(plain, span->from, {});
        addBoth(std::max(from, span->from), std::min(to, span->from + span->length), format);
        plain = span->from + span->length;
    }
    addBoth(plain, to, {});
    return ranges;
}

} // namespace holdline::widgets
