// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/textblock.h"

#include "widgets/look/scaledfont.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace holdline::widgets {

namespace {

constexpr qreal kLineHeight = 1.45; // of the font size

int endOf(const QTextLayout::FormatRange &format)
{
    return format.start + format.length;
}

/// The part of `formats` from one character to another, relative to the first one.
TextBlock::Formats cut(const TextBlock::Formats &formats, qsizetype from, qsizetype to)
{
    const auto isBefore = [&](const QTextLayout::FormatRange &format) {
        return endOf(format) <= from;
    };
    TextBlock::Formats parts;
    for (auto format = std::ranges::partition_point(formats, isBefore);
         format != formats.end() && format->start < to; ++format) {
        const auto start = static_cast<int>(std::max<qsizetype>(format->start - from, 0));
        const auto end = static_cast<int>(std::min<qsizetype>(endOf(*format), to) - from);
        parts.append({.start = start, .length = end - start, .format = format->format});
    }
    return parts;
}

/// The end of a piece that begins at `from`. Never between the two code units of one character.
qsizetype endOfPiece(const QString &text, qsizetype from)
{
    const qsizetype end = std::min(from + TextBlock::kPiece, text.size());
    return end < text.size() && text[end].isLowSurrogate() ? end - 1 : end;
}

} // namespace

qreal TextBlock::pitch() const
{
    return std::round(pixelSizeOf(m_font) * kLineHeight * 10) / 10;
}

qreal TextBlock::width() const
{
    const bool isLong = m_pieces.size() > 1 || !isComplete();
    return isLong ? m_available : std::min(std::ceil(m_widest), m_available);
}

void TextBlock::layOut(const QString &text, const QFont &font, qreal width, const Formats &formats)
{
    m_text = text;
    m_formats = formats;
    m_font = font;
    m_available = width;
    m_rightToLeft = text.isRightToLeft();
    m_pieces.clear();
    m_next = 0;
    m_lines = 0;
    m_widest = 0;
    proceed();
}

void TextBlock::change(const QString &text, const Formats &formats)
{
    const qsizetype changed = firstChange(text, formats);
    m_text = text;
    m_formats = formats;
    bool isCut = false;
    // The last line of a piece may continue now.
    while (!m_pieces.empty() && m_pieces.back().from + kPiece >= changed) {
        m_next = m_pieces.back().from;
        m_lines = m_pieces.back().firstLine;
        m_pieces.pop_back();
        isCut = true;
    }
    if (m_pieces.empty())
        m_widest = 0;
    if (isCut)
        proceed();
}

/// The first character that differs, or whose format differs.
qsizetype TextBlock::firstChange(const QString &text, const Formats &formats) const
{
    const qsizetype characters = std::ranges::mismatch(m_text, text).in1 - m_text.cbegin();
    const auto [before, now] = std::ranges::mismatch(m_formats, formats);
    const bool isSameStart = before != m_formats.end() && now != formats.end()
        && before->start == now->start && before->format == now->format;
    qsizetype format = characters;
    if (isSameStart) {
        format = before->start + std::min(before->length, now->length);
    } else {
        if (before != m_formats.end())
            format = std::min<qsizetype>(format, before->start);
        if (now != formats.end())
            format = std::min<qsizetype>(format, now->start);
    }
    return std::min(characters, format);
}

void TextBlock::proceed()
{
    Place place{.from = m_next, .firstLine = m_lines};
    std::unique_ptr<QTextLayout> piece = made(place);
    m_next = endOfPiece(m_text, place.from);
    place.lines = piece->lineCount();
    // The last line continues in the next piece, which therefore begins with it.
    if (!isComplete() && place.lines > 1)
        m_next = place.from + piece->lineAt(--place.lines).textStart();
    for (int i = 0; i < place.lines; ++i)
        m_widest = std::max(m_widest, piece->lineAt(i).naturalTextWidth());
    m_pieces.push_back(place);
    m_lines += place.lines;
    m_whole = m_pieces.size() == 1 && isComplete() ? std::move(piece) : nullptr;
    if (m_whole && m_rightToLeft)
        alignRight(*m_whole);
}

std::size_t TextBlock::firstPieceBelow(qreal top) const
{
    const auto isAbove = [&](const Place &piece) {
        return (piece.firstLine + piece.lines) * pitch() < top;
    };
    return static_cast<std::size_t>(std::ranges::partition_point(m_pieces, isAbove)
                                    - m_pieces.begin());
}

std::unique_ptr<QTextLayout> TextBlock::made(const Place &place) const
{
    QString lines = m_text.sliced(place.from, endOfPiece(m_text, place.from) - place.from);
    lines.replace(u'\n', QChar::LineSeparator);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    auto piece = std::make_unique<QTextLayout>(lines, m_font);
    piece->setTextOption(option);
    piece->setFormats(cut(m_formats, place.from, place.from + lines.size()));
    piece->setCacheEnabled(true);

    qreal y = place.firstLine * pitch();
    piece->beginLayout();
    for (QTextLine line = piece->createLine(); line.isValid(); line = piece->createLine()) {
        line.setLineWidth(m_available);
        line.setPosition({0, y + std::round((pitch() - line.height()) / 2)});
        y += pitch();
    }
    piece->endLayout();
    if (m_rightToLeft)
        alignRight(*piece);
    return piece;
}

void TextBlock::alignRight(QTextLayout &piece) const
{
    for (int i = 0; i < piece.lineCount(); ++i) {
        QTextLine line = piece.lineAt(i);
        line.setPosition({width() - line.naturalTextWidth(), line.y()});
    }
}

void TextBlock::draw(QPainter &painter, const QPointF &at, const Colors &colors) const
{
    const QRectF shown = painter.hasClipping() ? painter.clipBoundingRect().translated(-at)
                                               : QRectF(0, 0, m_available, height());
    visit(shown.top(), shown.bottom(), [&](const Piece &piece) {
        const qsizetype end = piece.from + piece.layout.text().size();
        const Formats ranges = colors ? cut(colors(piece.from, end), piece.from, end) : Formats();
        // The layout may have one more line, with which the next piece begins.
        const QTextLine last = piece.layout.lineAt(piece.lines - 1);
        const QPointF topLeft(-pitch(), piece.layout.lineAt(0).y());
        const QPointF bottomRight(m_available + pitch(), last.y() + last.height());
        piece.layout.draw(&painter, at, ranges, QRectF(topLeft, bottomRight).translated(at));
    });
}

qsizetype TextBlock::characterAt(const QPointF &point) const
{
    qsizetype found = -1;
    visit(point.y(), point.y(), [&](const Piece &piece) {
        for (int i = 0; i < piece.lines; ++i) {
            const QTextLine line = piece.layout.lineAt(i);
            if (line.naturalTextRect().contains(point))
                found = piece.from + line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
        }
    });
    return found;
}

} // namespace holdline::widgets
