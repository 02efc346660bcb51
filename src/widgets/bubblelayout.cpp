// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bubblelayout.h"

#include "widgets/glyph.h"
#include "widgets/scaledfont.h"
#include "widgets/themepalette.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QRegularExpression>

#include <cmath>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::TranscriptModel;

namespace {

constexpr qreal kSideMargin = 16;
constexpr qreal kTopMargin = 16;
constexpr qreal kGap = 10; // below each row, and between bubble and footer
constexpr qreal kWidestColumn = 720;
constexpr qreal kBubbleShare = 0.8;
constexpr qreal kPaddingX = 13;
constexpr qreal kPaddingY = 9;
constexpr qreal kBorder = 1;
constexpr qreal kRadius = 14;
constexpr qreal kSmallRadius = 4;
constexpr qreal kSpokenRadius = 3;
constexpr qreal kLineHeight = 1.45; // of the font size
constexpr qreal kPartialOpacity = 0.72;
constexpr qreal kSmallText = 11.25 / 14.0;
constexpr qreal kClock = 15.0 / 14.0;
constexpr qreal kClockGap = 5;

/// A rounded rectangle whose lower corner on one side is less round.
QPainterPath bubbleShape(const QRectF &rect, bool smallCornerRight)
{
    const auto square = [](qreal x, qreal y, qreal radius) {
        return QRectF(x, y, 2 * radius, 2 * radius);
    };
    const qreal right = smallCornerRight ? kSmallRadius : kRadius;
    const qreal left = smallCornerRight ? kRadius : kSmallRadius;
    QPainterPath path(QPointF(rect.left() + kRadius, rect.top()));
    path.arcTo(square(rect.right() - 2 * kRadius, rect.top(), kRadius), 90, -90);
    path.arcTo(square(rect.right() - 2 * right, rect.bottom() - 2 * right, right), 0, -90);
    path.arcTo(square(rect.left(), rect.bottom() - 2 * left, left), 270, -90);
    path.arcTo(square(rect.left(), rect.top(), kRadius), 180, -90);
    path.closeSubpath();
    return path;
}

/// From one baseline to the next.
qreal linePitch(const QFont &font)
{
    return std::round(pixelSizeOf(font) * kLineHeight * 10) / 10;
}

QString footerOf(const QModelIndex &index)
{
    const QTime time = index.data(TranscriptModel::TimeRole).toDateTime().time();
    static const QRegularExpression seconds(u"[:.]ss"_s); // in the short format of a few locales
    const QString at =
        QLocale().toString(time, QLocale().timeFormat(QLocale::ShortFormat).remove(seconds));
    const int response = index.data(TranscriptModel::ResponseTimeRole).toInt();
    if (response < 0)
        return at;
    return QCoreApplication::translate("Transcript", "%1 · answered in %2 s", "time of day")
        .arg(at, QLocale().toString(response / 1000.0, 'f', 1));
}

} // namespace

TranscriptRow TranscriptRow::of(const QModelIndex &index)
{
    TranscriptRow row;
    row.kind = static_cast<Kind>(index.data(TranscriptModel::KindRole).toInt());
    row.text = index.data(Qt::DisplayRole).toString();
    row.partial = index.data(TranscriptModel::PartialRole).toBool();
    row.pending = index.data(TranscriptModel::PendingRole).toBool();
    row.spoken = index.data(TranscriptModel::SpokenRole).toInt();
    row.isFirst = index.row() == 0;
    if (row.kind == Kind::Assistant && !row.partial)
        row.footer = footerOf(index);
    return row;
}

BubbleLayout::BubbleLayout(const TranscriptRow &row, const QFont &font, int width)
    : m_row(row)
    , m_font(font)
{
    const qreal columnWidth = std::clamp<qreal>(width - 2 * kSideMargin, 1, kWidestColumn);
    m_column =
        QRectF(std::floor((width - columnWidth) / 2), row.isFirst ? kTopMargin : 0, columnWidth, 0);
    if (row.kind == TranscriptRow::Kind::Divider)
        layOutDivider();
    else
        layOutMessage();
}

QFont BubbleLayout::smallFont() const
{
    return scaledFont(m_font, kSmallText);
}

/// Returns the width of the widest line; the text starts at the origin.
qreal BubbleLayout::breakLines(qreal width)
{
    QString text = m_row.text;
    text.replace(u'\n', QChar::LineSeparator);
    const bool rightToLeft = text.isRightToLeft();
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    m_text.setText(text);
    m_text.setTextOption(option);
    m_text.setCacheEnabled(true);

    const qreal pitch = linePitch(m_text.font());
    qreal widest = 0;
    qreal y = 0;
    m_text.beginLayout();
    for (QTextLine line = m_text.createLine(); line.isValid(); line = m_text.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y + std::round((pitch - line.height()) / 2)});
        widest = std::max(widest, line.naturalTextWidth());
        y += pitch;
    }
    m_text.endLayout();

    widest = std::min(std::ceil(widest), width);
    if (rightToLeft) { // flush with the other side
        for (int i = 0; i < m_text.lineCount(); ++i) {
            QTextLine line = m_text.lineAt(i);
            line.setPosition({widest - line.naturalTextWidth(), line.y()});
        }
    }
    return widest;
}

void BubbleLayout::layOutDivider()
{
    m_text.setFont(smallFont());
    const qreal widest = breakLines(m_column.width() * kBubbleShare);
    const qreal pitch = linePitch(m_text.font());
    m_bubble = QRectF(m_column.center().x() - widest / 2, m_column.top(), widest,
                      pitch * m_text.lineCount());
    m_textOrigin = {std::round(m_bubble.left()), m_bubble.top()};
    m_height = static_cast<int>(std::ceil(m_bubble.bottom() + kGap));
}

void BubbleLayout::layOutMessage()
{
    const bool isMine = m_row.kind == TranscriptRow::Kind::User;
    QFont font = m_font;
    font.setItalic(isMine && (m_row.partial || m_row.pending));
    m_text.setFont(font);

    const qreal border = isMine ? 0 : kBorder;
    const qreal clock = m_row.pending ? std::round(pixelSizeOf(m_font) * kClock) : 0;
    const qreal before = kPaddingX + border + (m_row.pending ? clock + kClockGap : 0);
    const qreal after = kPaddingX + border;
    const qreal widest = std::floor(m_column.width() * kBubbleShare);
    const qreal textWidth = breakLines(std::max<qreal>(widest - before - after, 1));
    const qreal pitch = linePitch(font);
    const qreal textHeight = std::ceil(pitch * std::max(m_text.lineCount(), 1));

    m_bubble = QRectF(m_column.left(), m_column.top(), textWidth + before + after,
                      textHeight + 2 * (kPaddingY + border));
    if (isMine)
        m_bubble.moveRight(m_column.right());
    m_textOrigin = m_bubble.topLeft() + QPointF(before, kPaddingY + border);
    m_clock = QRectF(m_bubble.left() + kPaddingX,
                     m_textOrigin.y() + std::round((pitch - clock) / 2), clock, clock);

    qreal bottom = m_bubble.bottom();
    if (!m_row.footer.isEmpty()) {
        const QFontMetricsF metrics(smallFont());
        m_footer = QRectF(m_column.left(), bottom + kGap - 1, m_column.width(),
                          std::ceil(metrics.height()));
        bottom = m_footer.bottom();
    }
    m_height = static_cast<int>(std::ceil(bottom + kGap));
}

void BubbleLayout::paint(QPainter &painter, const ThemePalette &colors, bool outlined) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_row.kind == TranscriptRow::Kind::Divider)
        paintDivider(painter, colors);
    else
        paintBubble(painter, colors, outlined);
    if (m_row.footer.isEmpty())
        return;
    painter.setFont(smallFont());
    painter.setPen(colors.muted);
    painter.drawText(m_footer, Qt::AlignLeft | Qt::AlignVCenter, m_row.footer);
}

void BubbleLayout::paintDivider(QPainter &painter, const ThemePalette &colors) const
{
    painter.setPen(colors.line);
    const qreal y = std::floor(m_bubble.center().y()) + 0.5;
    const qreal left = m_bubble.left() - kGap;
    const qreal right = m_bubble.right() + kGap;
    if (left > m_column.left())
        painter.drawLine(QPointF(m_column.left(), y), QPointF(left, y));
    if (right < m_column.right())
        painter.drawLine(QPointF(right, y), QPointF(m_column.right(), y));
    painter.setPen(colors.muted);
    m_text.draw(&painter, m_textOrigin);
}

void BubbleLayout::paintBubble(QPainter &painter, const ThemePalette &colors, bool outlined) const
{
    const bool isMine = m_row.kind == TranscriptRow::Kind::User;
    if (isMine && (m_row.partial || m_row.pending))
        painter.setOpacity(kPartialOpacity);

    const QRectF shape = isMine ? m_bubble : m_bubble.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(isMine ? QPen(Qt::NoPen) : QPen(colors.line));
    painter.setBrush(isMine ? colors.mine : colors.theirs);
    painter.drawPath(bubbleShape(shape, isMine));
    paintSpoken(painter, colors);
    if (m_row.pending)
        painter.drawPixmap(m_clock.topLeft(),
                           glyph(u"clock"_s, isMine ? colors.mineText : colors.theirsText,
                                 static_cast<int>(m_clock.width()),
                                 painter.device()->devicePixelRatioF()));
    painter.setPen(isMine ? colors.mineText : colors.theirsText);
    m_text.draw(&painter, m_textOrigin);

    painter.setOpacity(1);
    if (outlined) {
        painter.setPen(QPen(colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(bubbleShape(m_bubble.adjusted(-2, -2, 2, 2), isMine));
    }
}

void BubbleLayout::paintSpoken(QPainter &painter, const ThemePalette &colors) const
{
    // An answer heard to its end needs no mark any more.
    if (m_row.spoken <= 0 || m_row.spoken >= m_row.text.size())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.spoken);
    for (int i = 0; i < m_text.lineCount(); ++i) {
        const QTextLine line = m_text.lineAt(i);
        const int end = std::min(m_row.spoken, line.textStart() + line.textLength());
        if (end <= line.textStart())
            break;
        const qreal from = line.cursorToX(line.textStart());
        const qreal to = std::clamp(line.cursorToX(end), line.naturalTextRect().left(),
                                    line.naturalTextRect().right());
        painter.drawRoundedRect(QRectF(QPointF(std::min(from, to), line.y()),
                                       QPointF(std::max(from, to), line.y() + line.height()))
                                    .translated(m_textOrigin),
                                kSpokenRadius, kSpokenRadius);
    }
}

} // namespace holdline::widgets
