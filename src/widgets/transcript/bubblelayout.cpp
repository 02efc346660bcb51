// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcript/bubblelayout.h"

#include "client/conversation/timeofday.h"
#include "widgets/look/glyph.h"
#include "widgets/look/scaledfont.h"
#include "widgets/look/themepalette.h"
#include "widgets/transcript/markdownformats.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::Markdown;
using client::TranscriptModel;

namespace {

constexpr qreal kSideMargin = 16;
constexpr qreal kTopMargin = 16;
constexpr qreal kGap = 9; // between bubble and footer
constexpr qreal kWidestColumn = 720;
constexpr qreal kBubbleShare = 0.8;
constexpr qreal kPaddingX = 13;
constexpr qreal kPaddingY = 9;
constexpr qreal kBorder = 1;
constexpr qreal kRadius = 14;
constexpr qreal kSmallRadius = 4;
constexpr qreal kSpokenRadius = 3;
constexpr qreal kSpokenLine = 2;
constexpr qreal kBlockMargin = 6; // beside a block of code
constexpr qreal kBlockRadius = 5;
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

/// Whether the text is not completely said, or not sent yet.
bool isItalic(const TranscriptRow &row)
{
    return row.kind == TranscriptRow::Kind::User && (row.partial || row.pending);
}

QString footerOf(const QModelIndex &index)
{
    const QTime time = index.data(TranscriptModel::TimeRole).toDateTime().time();
    const QString at = client::timeOfDay(time);
    const int response = index.data(TranscriptModel::ResponseTimeRole).toInt();
    const bool isAnswered = response >= 0 && !index.data(TranscriptModel::ReplayedRole).toBool();
    const QString footer = isAnswered
        ? QCoreApplication::translate("Transcript", "%1 · answered in %2 s", "time of day")
              .arg(at, QLocale().toString(response / 1000.0, 'f', 1))
        : at;
    if (!index.data(TranscriptModel::InterruptedRole).toBool())
        return footer;
    return QCoreApplication::translate("Transcript", "%1 · interrupted", "time of day").arg(footer);
}

} // namespace

TranscriptRow TranscriptRow::of(const QModelIndex &index)
{
    TranscriptRow row;
    row.kind = static_cast<Kind>(index.data(TranscriptModel::KindRole).toInt());
    row.text = index.data(Qt::DisplayRole).toString();
    row.partial = index.data(TranscriptModel::PartialRole).toBool();
    row.pending = index.data(TranscriptModel::PendingRole).toBool();
    row.replayed = index.data(TranscriptModel::ReplayedRole).toBool();
    row.interrupted = index.data(TranscriptModel::InterruptedRole).toBool();
    if (!row.replayed || row.interrupted)
        row.spoken = index.data(TranscriptModel::SpokenRole).toInt();
    row.details = index.data(TranscriptModel::DetailsRole).toString();
    row.isFirst = index.row() == 0;
    if (row.kind == Kind::HeldSpeech) { // drawn like a message that is not sent yet
        row.kind = Kind::User;
        row.pending = true;
    }
    if (row.kind == Kind::Assistant && !row.partial)
        row.footer = footerOf(index);
    return row;
}

QRectF rowColumn(bool isFirst, int width)
{
    const qreal columnWidth = std::clamp<qreal>(width - 2 * kSideMargin, 1, kWidestColumn);
    return {std::floor((width - columnWidth) / 2), isFirst ? kTopMargin : 0, columnWidth, 0};
}

BubbleLayout::BubbleLayout(const TranscriptRow &row, const QFont &font, int width)
    : m_row(row)
    , m_font(font)
    , m_column(rowColumn(row.isFirst, width))
{
    layOut();
}

QFont BubbleLayout::smallFont() const
{
    return scaledFont(m_font, kSmallText);
}

void BubbleLayout::layOut()
{
    const bool isMine = m_row.kind == TranscriptRow::Kind::User;
    QFont font = m_font;
    font.setItalic(isItalic(m_row));
    const qreal border = isMine ? 0 : kBorder;
    const qreal clock = m_row.pending ? std::round(pixelSizeOf(m_font) * kClock) : 0;
    m_clock.setSize({clock, clock});
    m_before = kPaddingX + border + (m_row.pending ? clock + kClockGap : 0);
    m_after = kPaddingX + border;
    const qreal widest = std::floor(m_column.width() * kBubbleShare);
    read();
    m_text.layOut(m_shown.text(), font, std::max<qreal>(widest - m_before - m_after, 1),
                  formatsOf(m_shown, m_font));
    takeStep();
}

/// Answers are Markdown, and the user is quoted as is.
void BubbleLayout::read()
{
    m_shown = m_row.kind == TranscriptRow::Kind::Assistant ? Markdown(m_row.text, m_row.partial)
                                                           : Markdown::plain(m_row.text);
    m_spoken = m_shown.shownAt(m_row.spoken);
}

void BubbleLayout::proceed()
{
    m_text.proceed();
    takeStep();
}

bool BubbleLayout::follow(const TranscriptRow &row)
{
    const bool looksAlike = row.kind == m_row.kind && isItalic(row) == isItalic(m_row)
        && row.pending == m_row.pending && row.isFirst == m_row.isFirst;
    if (!looksAlike || !row.text.startsWith(m_row.text))
        return false;
    const bool isChanged = row.text.size() > m_row.text.size() || row.partial != m_row.partial;
    m_row = row;
    if (isChanged) {
        read();
        m_text.change(m_shown.text(), formatsOf(m_shown, m_font));
        takeStep();
    } else {
        m_spoken = m_shown.shownAt(m_row.spoken);
        place();
    }
    return true;
}

/// Lays out the rest of the current step.
void BubbleLayout::takeStep()
{
    for (qsizetype left = kStep - TextBlock::kPiece; left > 0 && !m_text.isComplete();
         left -= TextBlock::kPiece)
        m_text.proceed();
    place();
}

void BubbleLayout::place()
{
    const bool isMine = m_row.kind == TranscriptRow::Kind::User;
    const qreal border = isMine ? 0 : kBorder;
    const qreal pitch = m_text.pitch();
    const qreal textHeight = std::ceil(pitch * std::max(m_text.lineCount(), 1));

    m_bubble = QRectF(m_column.left(), m_column.top(), m_text.width() + m_before + m_after,
                      textHeight + 2 * (kPaddingY + border));
    if (isMine)
        m_bubble.moveRight(m_column.right());
    m_textOrigin = m_bubble.topLeft() + QPointF(m_before, kPaddingY + border);
    m_clock.moveTo(m_bubble.left() + kPaddingX,
                   m_textOrigin.y() + std::round((pitch - m_clock.height()) / 2));

    qreal bottom = m_bubble.bottom();
    if (!m_row.footer.isEmpty()) {
        const QFontMetricsF metrics(smallFont());
        m_footer =
            QRectF(m_column.left(), bottom + kGap, m_column.width(), std::ceil(metrics.height()));
        bottom = m_footer.bottom();
    }
    m_height = static_cast<int>(std::ceil(bottom + kRowGap));
}

void BubbleLayout::paint(QPainter &painter, const ThemePalette &colors, bool outlined) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintBubble(painter, colors, outlined);
    if (m_row.footer.isEmpty())
        return;
    painter.setFont(smallFont());
    painter.setPen(colors.muted);
    painter.drawText(m_footer, Qt::AlignLeft | Qt::AlignVCenter, m_row.footer);
}

void BubbleLayout::paintBubble(QPainter &painter, const ThemePalette &colors, bool outlined) const
{
    const bool isMine = m_row.kind == TranscriptRow::Kind::User;
    const bool isUnsent = isItalic(m_row);
    const QColor text = isUnsent ? colors.mineUnsentText
        : isMine                 ? colors.mineText
                                 : colors.theirsText;

    const bool hasBorder = !isMine || isUnsent;
    const QRectF shape = hasBorder ? m_bubble.adjusted(0.5, 0.5, -0.5, -0.5) : m_bubble;
    painter.setPen(isUnsent ? QPen(colors.mine) : isMine ? QPen(Qt::NoPen) : QPen(colors.line));
    painter.setBrush(fillColor(colors));
    painter.drawPath(bubbleShape(shape, isMine));
    paintBlocks(painter, colors);
    paintSpoken(painter, colors);
    if (m_row.pending)
        painter.drawPixmap(m_clock.topLeft(),
                           glyph(u"clock"_s, text, static_cast<int>(m_clock.width()),
                                 painter.device()->devicePixelRatioF()));
    painter.setPen(text);
    const qsizetype heard = m_row.interrupted ? m_spoken : m_shown.text().size();
    m_text.draw(painter, m_textOrigin, [&](qsizetype from, qsizetype to) {
        return colorsOf(m_shown, colors, from, to, heard);
    });

    if (outlined) {
        painter.setPen(QPen(colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(bubbleShape(m_bubble.adjusted(-2, -2, 2, 2), isMine));
    }
}

/// The ground of blocks of code.
void BubbleLayout::paintBlocks(QPainter &painter, const ThemePalette &colors) const
{
    if (m_shown.spans().empty())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.code);
    const QRectF shown = painter.hasClipping() ? painter.clipBoundingRect() : m_bubble;
    m_text.visit(shown.top() - m_textOrigin.y(), shown.bottom() - m_textOrigin.y(),
                 [&](const TextBlock::Piece &piece) { paintBlocks(painter, piece); });
}

void BubbleLayout::paintBlocks(QPainter &painter, const TextBlock::Piece &piece) const
{
    QRectF block;
    for (int i = 0; i <= piece.lines; ++i) {
        const QTextLine line = piece.layout.lineAt(std::min(i, piece.lines - 1));
        const Markdown::Span *span =
            i < piece.lines ? m_shown.spanAt(piece.from + line.textStart()) : nullptr;
        if (span && span->styles.testFlag(Markdown::Block)) {
            const qreal top = line.y() + (line.height() - m_text.pitch()) / 2;
            block |= QRectF(-kBlockMargin, top, m_text.width() + 2 * kBlockMargin, m_text.pitch())
                         .translated(m_textOrigin);
        } else if (!block.isNull()) {
            painter.drawRoundedRect(block, kBlockRadius, kBlockRadius);
            block = {};
        }
    }
}

QString BubbleLayout::linkAt(const QPointF &point) const
{
    const qsizetype character = m_text.characterAt(point - m_textOrigin);
    const Markdown::Span *span = character < 0 ? nullptr : m_shown.spanAt(character);
    return span ? span->link : QString();
}

QColor BubbleLayout::fillColor(const ThemePalette &colors) const
{
    if (m_row.kind != TranscriptRow::Kind::User)
        return m_row.replayed ? colors.background : colors.theirs;
    if (isItalic(m_row))
        return colors.mineUnsent;
    return m_row.replayed ? colors.mineRestored() : colors.mine;
}

void BubbleLayout::paintSpoken(QPainter &painter, const ThemePalette &colors) const
{
    // An answer that was heard to its end needs no mark. Of an interrupted answer the rest is
    // dimmed instead.
    if (m_row.interrupted || m_row.spoken <= 0 || m_row.spoken >= m_row.text.size())
        return;
    painter.setPen(Qt::NoPen);
    const QRectF shown = painter.hasClipping() ? painter.clipBoundingRect() : m_bubble;
    m_text.visit(shown.top() - m_textOrigin.y(), shown.bottom() - m_textOrigin.y(),
                 [&](const TextBlock::Piece &piece) { paintSpoken(painter, colors, piece); });
}

void BubbleLayout::paintSpoken(QPainter &painter, const ThemePalette &colors,
                               const TextBlock::Piece &piece) const
{
    const auto spoken = static_cast<int>(m_spoken - piece.from);
    for (int i = 0; i < piece.lines; ++i) {
        const QTextLine line = piece.layout.lineAt(i);
        const int end = std::min(spoken, line.textStart() + line.textLength());
        if (end <= line.textStart())
            return;
        const qreal from = line.cursorToX(line.textStart());
        const qreal to = std::clamp(line.cursorToX(end), line.naturalTextRect().left(),
                                    line.naturalTextRect().right());
        const QRectF words = QRectF(QPointF(std::min(from, to), line.y()),
                                    QPointF(std::max(from, to), line.y() + line.height()))
                                 .translated(m_textOrigin);
        painter.setBrush(colors.spoken);
        painter.drawRoundedRect(words, kSpokenRadius, kSpokenRadius);
        // The tint alone can hardly be told from the bubble.
        painter.fillRect(words.adjusted(0, words.height() - kSpokenLine, 0, 0), colors.spokenLine);
    }
}

} // namespace holdline::widgets
