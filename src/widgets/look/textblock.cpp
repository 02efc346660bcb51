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

void TextBlock::layOut(const QString &text, const QFont &font, qreal width)
{
    m_text = text;
    m_font = font;
    m_available = width;
    m_rightToLeft = text.isRightToLeft();
    m_pieces.clear();
    m_next = 0;
    m_lines = 0;
    m_widest = 0;
    proceed();
}

void TextBlock::extend(const QString &text)
{
    const bool wasComplete = isComplete();
    m_text = text;
    if (!wasComplete)
        return;
    // The last line may continue now.
    m_next = m_pieces.back().from;
    m_lines = m_pieces.back().firstLine;
    m_pieces.pop_back();
    proceed();
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

void TextBlock::draw(QPainter &painter, const QPointF &at, const std::optional<Tail> &tail) const
{
    const QRectF shown = painter.hasClipping() ? painter.clipBoundingRect().translated(-at)
                                               : QRectF(0, 0, m_available, height());
    visit(shown.top(), shown.bottom(), [&](const Piece &piece) {
        QList<QTextLayout::FormatRange> ranges;
        const auto length = static_cast<int>(piece.layout.text().size());
        const auto from = tail ? std::max(0, static_cast<int>(tail->from - piece.from)) : length;
        if (from < length) {
            ranges.append({.start = from, .length = length - from, .format = {}});
            ranges.back().format.setForeground(tail->color);
        }
        // The layout may have one more line, with which the next piece begins.
        const QTextLine last = piece.layout.lineAt(piece.lines - 1);
        const QPointF topLeft(-pitch(), piece.layout.lineAt(0).y());
        const QPointF bottomRight(m_available + pitch(), last.y() + last.height());
        piece.layout.draw(&painter, at, ranges, QRectF(topLeft, bottomRight).translated(at));
    });
}

} // namespace holdline::widgets
